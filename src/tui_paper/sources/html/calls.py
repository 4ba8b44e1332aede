"""What papers ask of their readers between the paragraphs of a story: to follow, to share, to sign up.

Nothing but the words tells such a line where the markup has no name for it. A verb alone is not enough, since stories
too begin with "Follow" or "Share": the line must also name what such lines are about, or be a known label.
"""

import re

_LONGEST = 240
_BRIEF = 110
_LABELS = (
    r"(?:click|tap|sign up|subscribe|register) here(?: .{0,120})?",
    r"advertisement|advertising|ad|sponsored|(?:story|article) continues (?:below|after)(?: .{0,30})?|back to top",
    r"(?:share|tweet|email|print|comments?|\d+ comments?|copy link|share this (?:story|article|post))",
    r"anzeige|werbung|teilen|drucken|kommentare|artikel (?:teilen|merken|drucken)|publicité|partager|imprimer",
    r"publicidad|compartir|comparte|comentarios|publicidade|compartilhar|pubblicità|condividi|commenti",
    r"advertentie|delen|annons|annonse|annonce|dela|mainos|jaa|reklama|udostępnij|inzerce|hirdetés|реклама|поделиться",
    r"поділитися|reklam|paylaş|iklan|bagikan|إعلان|مشاركة|شارك|広告|シェア|광고|공유|广告|廣告|分享|विज्ञापन|اشتہار",
)
_VERBS = (
    r"sign up|subscribe|follow(?: us| our| @|(?: [\w.]+){1,3} on)|like us|join|get (?:the|our|all)",
    r"download|find us|receive",
    r"(?:do you )?have a (?:tip|story|question)|share (?:this|it|on|via|your)|stay (?:up|informed|connected|in touch)",
    r"support (?:us|our|independent)|watch (?:us|our)|register for|enter your|we use|this (?:web)?site uses",
    r"melden sie|abonnieren|jetzt|folge[nt]? sie|laden sie|teilen sie|diskutieren sie|sie möchten|bleiben sie",
    r"inscrivez-vous|abonnez-vous|suivez|recevez|partagez|téléchargez?|rejoignez|retrouvez|s['’]inscrire|ne manquez",
    r"suscr[ií]b[ae](?:te|se)|reg[ií]str[ae](?:te|se)|s[ií]gu(?:enos|e a|e en|e nuestr[ao])|s[ií]ganos|recib[ea]",
    r"comparte|descarg[ao]|[uú]nete|ap[uú]ntate|haz clic|no te pierdas|assine|inscreva-se|siga|receba",
    r"compartilhe|participe|entre n[oa]|clique|baixe|subscreva|acompanhe|iscriviti|seguici|segui|ricevi",
    r"condividi|scarica|abbonati|clicca|resta aggiornat[oa]|unisciti|meld je|schrijf je|volg|ontvang|deel|abonneer",
    r"anmäl dig|prenumerera|följ|ladda",
    r"meld deg|følg|last ned|tilmeld dig|tilaa|seuraa|zapisz się|obserwuj|śledź|subskrybuj|dołącz|polub|pobierz",
    r"sledujte|přihlaste|odebírejte|iratkozz|kövess|urmăriți|abonează-te|подпис(?:ывайтесь|аться)|подпишитесь|следите",
    r"читайте|присоединяйтесь|скачайте|підписуйтесь|підпишіться|стежте|приєднуйтесь|abone ol\w*|takip ed\w+|katıl\w*",
    r"indirin?|bizi|ikuti|dapatkan|gabung|bergabung|klik|simak|unduh|theo dõi|đăng ký|tham gia",
    r"اشترك\w*|تابعونا|تابع|انضم\w*|حمّل|عضو شوید|دنبال کنید|सब्सक्राइब|फॉलो|जुड़ें|डाउनलोड",
)
_NOUNS = (
    r"newsletter\w*|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|boletín|boletim|bülten|рассылк|розсилк|نشرة|メルマガ",
    r"뉴스레터|न्यूज़लेटर|whats-?app|telegram|facebook|instagram|twitter|tiktok|youtube|linkedin|bluesky|mastodon|viber",
    r"google (?:news|discover|play)|app store|соцсет|социальных сетях",
    r"push-?(?:nachricht|benachrichtigung|notification)",
    r"(?:our|the|unsere?r?|notre|nuestr[ao]|nossa?|nostr[ao]|onze|vår|vores|naszej|наш\w*|bizim) (?:\w+ )?"
    r"(?:app|appli|aplicación|application|канал\w*|kanal\w*|channel|canal|canale|podcast)",
    r"breaking news alerts?|e-?mail (?:alerts?|address)|inbox|mailbox|postfach|boîte mail|cookies",
    r"(?:story|news) tip|tip\?|story\?",
)
_LABEL = re.compile(rf"\W*(?:{'|'.join(_LABELS)})\W*", re.I)
_VERB = re.compile(rf"\W*(?:{'|'.join(_VERBS)})(?!\w)", re.I)
_NOUN = re.compile(rf"(?<!\w)(?:{'|'.join(_NOUNS)})(?:(?<=[a-z])(?![a-z])|(?<![a-z]))", re.I)
_ASIAN = re.compile(
    r"(?:をフォロー|友だち追加|チャンネル登録|シェアする|关注(?:我们|公众号)|扫码关注|訂閱(?:我們|電子報)|追蹤我們|구독하기|팔로우)"
)


def is_call(line: str, *, linked: bool) -> bool:
    """Whether a line asks something of the reader, or is the label of a button or an advertisement.

    ``linked`` is whether there is a link in it: one without must be brief to be anything but prose.
    """
    if len(line) > _LONGEST:
        return False
    if _LABEL.fullmatch(line):
        return True
    if not linked and len(line) > _BRIEF:
        return False
    return bool(_VERB.match(line) and _NOUN.search(line)) or (len(line) < _BRIEF and bool(_ASIAN.search(line)))
