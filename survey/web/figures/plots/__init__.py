"""The plots of figures: by area, by country, over two rounds and over many."""
