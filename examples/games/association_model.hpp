#pragma once

/// Games and users joined by their reviews, and seen through them.
void show_association_model();
