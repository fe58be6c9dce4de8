// The words around a number that make it the writer's own, or no number at all. Each is tested on a
// text that is already cut to a bounded length.

export const TIME =
  /^\s?(?::\d{2}|h\d{0,2}\b|(?:am|pm|a\.m\.|p\.m\.|uhr|o['’]clock)(?!\p{L})|時(?!間))/iu;
export const MINUTES =
  /^[\s-]{0,2}(?:min|mins|minutes?|minuten|minutos?|minuti|minuut|minuter|minut\p{L}?|hours?|hrs?|stunden?|heures?|horas?|ore|ora|uur|минут\p{L}?|دقيقة|دقائق|דקות)(?!\p{L})|^(?:分|時間)/iu;
export const MEETING =
  /\?|？|؟|か。|いかが|お話|打ち?合わせ|面談|お電話|ご説明|\b(?:call|chat|talk|meet|meeting|demo|walkthrough|walk-through|session|intro|coffee|spare|slot|video|recording|clip|film|(?<!I )read|brief|quick|tour|screen ?share|call-?back|enregistrement|aufzeichnung|grabación|registrazione|gravação|opname|gespräch|termin|telefonat|austausch|appel|échang|llamada|reunión|charla|chiamata|incontro|chamada|reunião|conversa|gesprek|belletje)\p{L}{0,4}|時間を|いただ|مكالمة|שיחה/iu;
export const OWN_COUNT =
  /^[\s-]{0,2}(?:short |quick |simple |small |more |kurze |petites? )?(?:questions?|ideas?|options?|things?|ways?|points?|thoughts?|reasons?|examples?|lines?|slides?|steps?|pagers?|bullets?|screens?|clicks?|taps?|words?|photos?|screenshots?|files?|attachments?|dates?|times?|slots?|alternatives?|choices?|of us|colleagues of mine|pages?|sentences?|fragen?|ideen?|punkte?|gründe?|optionen|idées?|pistes?|preguntas?|opciones|domande|perguntas|ideias|vragen|ideeën|つの?|点)(?!\p{L})/iu;
export const PRODUCT =
  /(?:^|[^\p{L}\p{N}])(?:ISO|SOC|DIN|EN|IEC|RFC|UTF|HTTP|TLS|IPv|PCI|NIST|Windows|Office|Microsoft|Dynamics|iOS|Android|Fortune|Forbes|Inc|FTSE|DAX|Type|Version|Level|Phase|Step|Option|Stage|Tier|Article|Art\.?|Section|Chapter|Part|Gate|Terminal|Hall|Halle|Booth|Stand|Room|Model|Industry|Industrie|Industria|Web|Log|OAuth|SAML|§|#|No\.?|Nr\.?|nº)[ \u00a0-]?$/iu;
export const PROPOSED =
  /\?|？|؟|(?<!\p{L})(?:propos\p{L}{1,4}|propong\p{L}|propon(?:ho|iamo)|schlagen?|vorschlagen|sollen wir|pourrai\p{L}{0,3}|könnte\p{L}?|würde\p{L}?|puedo|podemos|possiamo|posso|podemos|kunnen we|zullen we|stel\p{L}{0,3}|let['’]?s|we can|I can|invit\p{L}{1,4}|free|frei|libre\p{L}?|liber[oi]|livres?|vrij)(?!\p{L})|\b(?:(?:I|we)(?:['’]ll| will|['’]m| am|['’]re| are) (?:be )?(?:in|at|off|away|on leave|on holiday|on vacation|around|near|visiting|travell?ing|there|free|back|out)|book|stop by|drop by|pencil|hold|ich bin|wir sind|je serai|nous serons|estaré|estaremos|sarò|saremo|estarei|ik ben|we zijn|how about|what about|would|could|available|free on|works? (?:for|on)|suit|call|meet|webinar|see you|talk to you|join|passt|termin|vorschlag|dispon|réunion|reunión|llamada)\b|いかが/iu;

/** "your dock opens at 7 a.m." */
export const HOURS_OF_READER =
  /\b[Yy]our?\b[^?]{0,60}\b(?:opens?|closes?|starts?|ends?|open from|closed)\b[^?]*$|(?<!\p{L})(?:Ihr\p{L}{0,2}|[Ee]uer\p{L}?|[Vv]os|[Vv]otre|[Ss]us?|[Vv]uestr\p{L}+|[Vv]ostr\p{L}+|[Ss]eus?|[Ss]uas?|[Jj]ullie|[Uu]w)(?!\p{L})[^?]{0,60}(?<!\p{L})(?:öffne|schlie(?:ß|ss)|beginnt|endet|ouvre|ferme|abre|cierra|apr[eo]|chiud|fecha|open(?:t|en)|sluit)\p{L}{0,4}(?!\p{L})[^?]*$/u;
/** What the writer will do next, and when. */
export const OWN_PLAN =
  /(?<!\p{L})(?:keep (?:it|this|that|the \p{L}+) (?:to|under|below|within|short|brief|at)|(?:I|we)(?:['’]ll| will) (?:reply|answer|follow|get back|call|ring|be|give you a (?:ring|call)|write|check|come|try|circle|ping|send|try)|see you|talk to you|speak to you|(?:is|are) (?:all|plenty|enough)|my (?:flight|train|plane)|ich melde|je reviens|ti scrivo|le escribo)(?!\p{L})/iu;
export const DURATION =
  /^[ -]?(?:(?:business |working )?(?:minutes?|mins?|hours?|days?|weeks?|months?)|minuten|stunden|tagen?|wochen?|heures|jours|semaines?|días|semanas?|ore|giorni|settimane?|horas|dias|uur|dagen|weken)(?!\p{L})/iu;
export const FIGURE =
  /\p{L} 101(?!\d)|(?<!\d)9 to 5(?!\d)|(?:Class|Euro|iPhone|Galaxy|Pixel|Tier|Grade|Schedule|Form) \d{1,3}(?!\d)/u;
/** Time that passes for both: until a feast, since the last call. */
export const UNTIL =
  /^ (?:more )?(?:days?|weeks?|months?|wochen|tage) (?:until|till|to go|away|before christmas|left|since (?:we|I|my|our|your)|ago,? (?:we|I)\b|bis (?:zu )?)/iu;
export const OF_MAILS = /(?<!\p{L})(?:e-?mail|mail|message|note|part|step)s? (?:\d{1,2} of )?$/iu;
export const BESIDE_TIME =
  /\d ?(?:am|pm|uhr|h|o['’]clock|min\p{L}{0,5})(?!\p{L})[^.!]{0,80}[?？]/iu;
/** Not said to be so. */
export const SUPPOSED =
  /(?<!\p{L})(?:even|if|if only|if just|suppose|what if|let['’]s say|say,?|selbst|auch nur|wenn nur|même|incluso|anche solo|mesmo|zelfs) $/iu;
export const HOW_MANY =
  /(?<!\p{L})(?:how many|how much|how often|wie viele?|combien|cuánt[oa]s?|quant[iae]|quant[oa]s|hoeveel)(?!\p{L})[^.!?]{0,120}\?/iu;
export const LISTED = /(?:^|[\s(])\d\) ?\p{L}/u;
export const CHOICE =
  /\b(?:reply|answer|respond|press|type|choose|pick) (?:with |just )?(?:a )?["“']?\d/iu;
/** Our own writing and meeting with the reader: they know whether it was then. */
export const OWN_CONTACT =
  /(?<!\p{L})(?:(?:I|we|my colleague) (?:\p{L}{1,12} ){0,3}(?:wrote|sent|emailed|e-mailed|mailed|called|spoke|talked|met|reached out|contacted|messaged|followed up)|(?:ich|wir) [^!?]{0,60}(?:geschrieben|geschickt|gesprochen|telefoniert)|je vous ai (?:écrit|envoyé|appelé)|(?:le|te|les|os) (?:escribí|envié|mandé|llamé)|(?:le|ti|vi) ho (?:scritto|inviato|chiamato)|(?:lhe )?(?:escrevi|enviei|liguei)|(?:ik|we) (?:schreef|stuurde|mailde|belde|spraken))(?!\p{L})/iu;
/** After these a number up to 24 is an hour, in a sentence about meeting. */
export const CLOCK =
  /(?<!\p{L})(?:at|by|after|before|from|between|till|until|around|or|um|ab|gegen|bis|oder|à|vers|dès|entre|ou|a las?|las|desde|hasta|alle|dalle|ore|às|as|das|om|vanaf|tussen|kl\.?|klockan|o|v|в|к|בשעה|ב-|الساعة|dopo|après|après-midi à) $|(?:\d|(?:am|pm|uhr|h)) ?(?:-|–|to|and|or|oder|und|bis|et|ou|y|o|e|en|of) $/iu;
/** A number that is a day or a week of the calendar, or a figure of speech. */
export const CALENDAR =
  /(?:(?<!\p{L})(?:week|weeks|KW|CW|wk|W|semaine|semana|settimana|Woche|day|Tag|jour|the|on|den|am|le|el|il|dia|de) )$/iu;
export const ORDINAL = /^(?:st|nd|rd|th|er|e|º|ª|\.)(?!\p{L})/iu;
/** "3PL", "24/7", "53-foot", "7 days a week": names and constants, not facts about the buyer. */
export const CONSTANT =
  /^(?:(?!EUR|USD|GBP|CHF|[KMBT]\b|MM|MIO|BN|TSD|MRD)[A-Z]{1,3}\b|[ -]?(?:foot|feet|ft|wheelers?|axle|inch|bit)\b|\/(?:7|24|365)\b| ?(?:days?|d) (?:a|per) week\b| ?hours? (?:a|per) day\b| ?months? (?:a|per) year\b| ?(?:tage|stunden) (?:die|am|pro|in der)| ?°| ?%? (?:sure|agree|honest|free|clear|certain|understand|happy|confident))/u;
/** Roads, doors and files are numbered; that is a name. */
export const NUMBERED =
  /(?<!\p{L})(?:I-|(?:US|SR|Hwy|Highway|Route|Rte|Interstate|Autobahn|exit|pier|platform|door|dock|bay|unit|floor|suite|zip|plot|lot|ticket|case|order|invoice|PO|RFP|ref|page|slide|item|question|point|no|nummer|numéro|número|numero)[ #.-]{1,2})$/iu;
export const WEEKDAY =
  /(?:day|mon|tue|wed|thu|fri|tag|woch|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes|lunedì|martedì|mercoledì|giovedì|venerdì|feira|dag),? (?:the |den |le |el |il |dia )?$/iu;
export const HOURS =
  /^ ?(?:-|–|to|and|or|bis|und|à|et|y|a|e|tot|en) ?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|uhr|h|hrs|o['’]clock|heures|horas)\b/iu;
export const SECONDS =
  /^[\s-]{0,2}(?:sec|secs|seconds?|sekunden?|secondes?|segundos?|secondi|seconden)(?!\p{L})/iu;
export const HEBREW_PREFIX = /[\u0590-\u06ff]$/;
/** A talk with the reader, in so many words; a question mark alone is none. */
export const MEETING_TALK =
  /(?<!\p{L})(?:calls?|chat|talk|meet(?:ing)?|demo|walk ?through|coffee|slot|screen ?share|tour|visit|gespräch|termin|telefonat|telefonieren|sprechen|austausch|anruf|appel|échang\p{L}{1,4}|rendez-vous|parler|llamada|reunión|charla|hablar|hablamos|chiamata|incontro|parlare|sentirci|chamada|reunião|conversa\p{L}{0,2}|falar|gesprek|belletje|bellen|afspraak|rozmow\p{L}{1,3}|spotkani\p{L}{1,2}|möte|samtal)(?!\p{L})|打ち?合わせ|お話|面談|مكالمة|שיחה/iu;
/** Before a length: the writer limits what they ask for. */
export const KEEPS_SHORT =
  /(?<!\p{L})(?:under|within|in|for|only|just|most|take|takes|than|to|max\.?|maximum|about|around|höchstens|maximal|nur|als|unter|que|de|moins|plus|maximum|más|solo|sólo|máximo|di|più|mais|apenas|só|dan|maar|hooguit|need|needs|is|of) $/iu;
/** A run of the same luck is a fact like any other. */
export const IN_A_ROW =
  /^ (?:(?:times?|years?|months?|quarters?|weeks?|seasons?) (?:in a row|running|straight|in succession)|consecutive|straight (?:years|quarters|months)|(?:mal|jahre?) (?:in folge|hintereinander)|(?:fois|années) de suite|(?:veces|años) seguid[oa]s|(?:volte|anni) (?:di fila|consecutiv[ei])|(?:vezes|anos) seguid[oa]s|(?:keer|jaar) op rij)(?!\p{L})/iu;
