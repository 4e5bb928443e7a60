#pragma once

/// Games and users joined by a table that does nothing else, and reviews of their own.
void show_association_table();
