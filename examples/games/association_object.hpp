#pragma once

/// Games and users joined by objects that do nothing else.
void show_association_object();
