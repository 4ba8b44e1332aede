"""Generated texts as the typesetter gets them: clean, on one line, in the scripts that papers are written in."""

from hypothesis import strategies as st

from tui_paper.model.text import clean_line

ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFXYZ0123456789.,;:!?'\"()-/"
LATIN = "àéîõüßçøæłžşğıñ–—“”‘’«»…€£§·"
CJK = "日本語新聞港の灯台がまた消えた、。「」（）・ー한국어신문中文报纸"
ARABIC = "رات کی آخری کشتی اور مشرقی گھاٹ حساب ۱۲۳،؟"
HEBREW = "שלוםעיתוןנמל"
THAI = "กรุงเทพมหานครน้ำท่วมที่ผู้"
COMBINING = "e\u0301a\u0308n\u0303o\u0302x\u0336"
EMOJI = ["😀", "👩‍🚀", "🇫🇷", "👍🏽", "❤️", "☎", "⚓", "👨‍👩‍👧‍👦"]

JOINERS = "\u200c\u200d"
"""At the beginning of a text they join nothing, and their width is anybody's guess."""

SCRIPTS = (ASCII, LATIN, CJK, ARABIC, HEBREW, THAI, COMBINING)
words = st.one_of(*(st.text(alphabet, min_size=1, max_size=14) for alphabet in SCRIPTS), st.sampled_from(EMOJI))
mixed = st.lists(words, max_size=25).flatmap(
    lambda parts: st.sampled_from([" ", "", "  ", "\u00a0"]).map(lambda blank: clean_line(blank.join(parts)))
)
anything = st.text(max_size=120).map(lambda text: clean_line(text).lstrip(JOINERS))
texts = st.one_of(mixed, anything)
simple_texts = st.text(ASCII + LATIN + "    ", max_size=200).map(clean_line)
