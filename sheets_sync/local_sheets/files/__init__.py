"""The files of a server: where they are kept, how they change, who may."""
