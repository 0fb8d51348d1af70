"""Finished text in pieces: sentences whose figures can be followed. Each prints itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `figure` is the id of the figure that it shows, "" for plain words."""

    text: str
    figure: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a cell of a table that shows more than one figure."""

    pieces: tuple[Piece, ...] = ()

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


NO_LINE = Line()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading, with its letter (a, b, c, d, đ …). `paragraph` says all lines in one
    sentence, to stand after "heading: "."""

    letter: str
    heading: str
    lines: tuple[Line, ...]
    paragraph: Line
