"""What the project costs at scale, against floors and peers on the same data: `make bench`."""
