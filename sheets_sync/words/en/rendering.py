"""What keeps a document from being written or verified, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "no_format": "no such document format: {format!r}.",
    "no_format.remedy": "Known: {known}.",
    "unreadable": "the document can't be read: {reason}.",
    "too_much_memory": "it takes more than {megabytes} MB of memory.",
    "too_slow": "it was not done after {seconds:.0f} seconds.",
    "no_template": "this template is missing.",
    "no_word_file": "not a Word file ({error}).",
    "torn_tag": "a tag begins in one paragraph or table and ends in another, so that the parts don't fit.",
    "torn_tag.remedy": (
        "Let {{%p %}}, {{%tr %}} and {{%tc %}} stand alone in their paragraph, row or cell. The last good "
        "document is kept."
    ),
    "template": "{error}.",
    "at_tag": "{template}, tag {tag}",
    "link_out": "this template is a link that leads out of the template folder.",
    "link_out.remedy": "Put the file itself there.",
    "template.remedy": (
        "Correct the template; the last good document is kept. Fields that a template may use: see its README."
    ),
    "not_written": "the document can't be written: {reason}.",
    "not_written.remedy": "Close it where it is open, and check that the folder may be written to.",
    "disk_full": "the disk is full; the document can't be written.",
    "disk_full.remedy": "Make room; the next run writes it, and what was there stays.",
    "no_pdf_maker": "a pdf needs LibreOffice or WeasyPrint, and neither was found.",
    "no_pdf_maker.remedy": (
        "Install LibreOffice Writer, or: pip install 'sheets-sync[pdf]'; or leave pdf out of the formats. "
        "All other formats are written."
    ),
    "no_libreoffice": "LibreOffice was not found.",
    "no_libreoffice.remedy": "Install LibreOffice Writer.",
    "no_pdf": "WeasyPrint made no pdf: {error}.",
    "no_pdf.remedy": "Install LibreOffice Writer, or leave pdf out of the formats.",
    "no_pdf_of_docx": "LibreOffice made no pdf: {answer}.",
    "no_reason": "it gave no reason",
    "no_pdf_of_docx.remedy": (
        "Open the docx in LibreOffice to see whether it is sound, or leave pdf out of the formats."
    ),
    "too_large": "this file is too large for a document ({size} bytes).",
    "not_word": "this is not a Word file.",
    "bomb": "this Word file unpacks to more than any document.",
    "bomb.remedy": "Do not trust it.",
    "no_side_file": "the side file of the document is missing or damaged.",
    "no_side_file.remedy": "Keep it beside the document under the same name, or write the document again.",
    "not_verifiable": "only docx and html can be verified, not {form}.",
    "this": "this",
    "phrase": "{phrase!r}: {why}.",
    "phrase.remedy": "Correct the phrase or take it out; that of the activity itself is used then.",
    "phrase_form": 'a phrase has the form "GT1 m: {{n}} m of road", with one {{n}}',
    "phrase_unknown": "the campaign has no activity {code!r} with the measure {measure!r}",
    "at_line": "{file}, line {line}",
}
