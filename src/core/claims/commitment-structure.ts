// Promises by their build, not their phrase: we (or our price) + a verb that gives or does +
// a binding term: a deadline, an amount, a share, a contract's length, what happens if we fail.
import { B, type Commitment, E, gap, MONEY, re } from './commitment-patterns.ts';

const COUNT =
  '(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety|half an?|a few|ein(?:e[mnr]?)?|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|deux|trois|quatre|cinq|six|dix|quinze|dos|tres|cuatro|cinco|seis|diez|quince|due|tre|quattro|cinque|dieci|dois|duas|três|quatro|twee|drie|vier|vijf|tien)';
const SPAN =
  '(?:(?:business|working|calendar|full|short) )?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|minuten|stunden?|tagen?|werktagen?|wochen?|monaten?|heures?|jours?(?: ouvrés)?|semaines?|mois|horas?|días?(?: hábiles)?|semanas?|mes(?:es)?|ore|giorni|settiman[ae]|mesi|dias?(?: úteis)?|uur|uren|(?:werk)?dagen|weken|maanden?)';
const MONTH =
  '(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[eé]v(?:rier)?|mar(?:ch|s|zo|ço)?|märz|apr(?:il)?|avril|abril|aprile|may|mai|mayo|maggio|maio|mei|june?|juni|juin|junio|giugno|junho|july?|juli|juillet|julio|luglio|julho|aug(?:ust|ustus)?|août|agosto|sep(?:t(?:ember|embre|iembre)?)?|settembre|setembro|oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|outubro|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|d[eé]cembre|diciembre|dicembre)';
const DAY = `(?:(?:the )?\\d{1,2}(?:st|nd|rd|th|\\.|er|º)?(?: of| de)? ${MONTH}|${MONTH} \\d{1,2}|\\d{1,2}[./-]\\d{1,2}|(?:the )?(?:end|start|middle|beginning) of|(?:next|this) (?:week|month|quarter|year|spring|summer|autumn|fall|winter|mon|tue|wed|thu|fri)|(?:mon|tues|wednes|thurs|fri)day|${MONTH}(?!\\p{L})|q[1-4]|christmas|easter|new year)`;
const DEADLINE = `(?:(?:within|inside|in(?: under| less than| only| just)?|after (?:just|only)|binnen|innerhalb von|sous|en(?: un plazo de)?|dentro de|entro|em(?: até)?|in) ${COUNT} ${SPAN}|(?:by|before|no later than|until|on|from|as of|bis(?: zum| ende)?|vor|ab|avant(?: le| fin)?|d['’]ici(?: le| fin| à)?|antes del?|para el|el|entro(?: il| la| fine)?|até|antes d[eo]|vóór|uiterlijk|per|voor) ${DAY})`;
/** Talking, showing and coming by bind nobody. */
const TALK =
  '(?!(?:also |then |gladly |happily |just )?(?:be (?:in|at|around|near|back|there|happy|glad|free|off|away|out|on)|call|ring|phone|write|send|e-?mail|message|meet|visit|come|drop|stop|show|explain|share|tell|ask|get back|get in touch|follow|reach|talk|speak|reply|check|look|see|travel|fly|drive|try|touch|circle|ping|introduce|keep|stay|leave|wait|assume|close the|present|walk|have (?:a |some |another )?(?:call|chat|time|talk|look|booth|stand|meeting|coffee)|book|schedule|find|hear|know|think|hold|start (?:with|by)|discuss|meet|put (?:you|us) in|connect you|take (?:a look|you|me)|say|know|do (?:a|the|this) (?:call|demo|chat)|arrange (?:a|the) (?:call|demo|meeting)|prepare|offer you (?:a|another) (?:slot|time)|host|speak|do so|explain|demo)(?!\\p{L}))';
const MODAL = "(?:['’]ll| will| can| shall| are going to|['’]re going to| am going to| would)";
const SHARE =
  '(?:\\d{1,3}(?:[.,]\\d{1,2})? ?(?:%|percent|per cent)|(?:five|ten|fifteen|twenty|thirty|forty|fifty|zehn|zwanzig|fünf|dix|vingt|diez|veinte|dieci|dez|tien) ?(?:%|percent|per cent|prozent|pour cent|por ciento|per cento|por cento|procent))';

export const STRUCTURE: readonly Commitment[] = [
  {
    says: 'promises a delivery or a date',
    not: /\b(?:send you|call you|slides?|notes|deck|recording|summary|agenda|invite|webinar|fair|conference|booth)\b/iu,
    pattern: re(
      `${B}(?:we|i|our (?:team|engineers?|people|technicians?|crew|support|consultants?))${MODAL} ${TALK}\\p{L}{2,}${gap(90)}${B}${DEADLINE}${E}`,
      `${B}(?:wir|unsere? (?:team|techniker|leute)) (?:werden|können|liefern|installieren|richten|stellen|migrieren|schulen|bauen|binden|nehmen|schließen|übernehmen|tauschen)${E}${gap(90)}${B}${DEADLINE}${E}`,
      `${B}nous (?:livr|install|mett|form|migr|construi|connect|remplac|termin|déploi|intégr)\\p{L}{1,8}${E}${gap(90)}${B}${DEADLINE}${E}`,
      `${B}(?:le |les |os |te |vi |lo |la |o )?(?:entreg|instal|migr|form|implant|conect|sustitu|termin|configur|integr|consegn|complet|attiv|sostitu|substitu|trein)\\p{L}{0,6}(?:amos|emos|imos|iamo|remo|remos)${E}${gap(90)}${B}${DEADLINE}${E}`,
      `${B}(?:wij|we) (?:leveren|installeren|migreren|trainen|zetten|bouwen|koppelen|vervangen)${E}${gap(90)}${B}${DEADLINE}${E}`,
    ),
  },
  {
    says: 'offers terms of payment or of a contract',
    not: /\b(?:is your (?:current|present)|you (?:offer|give|pay (?:your|them)))\b/iu,
    pattern: re(
      `${B}you(?:['’]ll| will|['’]d| would)? (?:not|never|only|n['’]t)? ?be (?:charged|billed|invoiced)${E}${gap(60)}(?=[,;!?\\n]|\\.(?!\\d)|$)`,
      `${B}(?:you won['’]t|we won['’]t|we will not|nobody will) (?:be )?(?:charge|bill|invoice)[d]?${E}${gap(40)}`,
      `${B}(?:you(?:['’]d| would|['’]ll| will) (?:be on|get|have|sign)|we(?:['’]d| would|['’]ll| will| can)?(?: also)? (?:offer|do|sign|give you|draw up|propose|accept|agree to)|(?:i|we) can (?:do|offer|give)) ${gap(30)}(?:${COUNT}[- ](?:month|year|week|day)s?[- ](?:contract|term|agreement|deal|licen[cs]e|subscription|pilot|trial|notice|commitment|payment|renewal))${gap(50)}(?=[,;!?\\n]|\\.(?!\\d)|$)`,
      `${B}(?:price|rate|fee|annual|renewal|yearly)(?: increase)?s? (?:cap|ceiling|increase)s? (?:of|at) ${SHARE}`,
      `${B}(?:payment (?:terms? )?(?:within|of|in|after)|net) ${COUNT} days?${E}`,
    ),
  },
  {
    says: 'offers an amount or a share',
    owned: true,
    not: /\b(?:save|saved|saving|invested|raised|spend|spent|lost?e?|customers? (?:pay|paid)|grew|growth|faster|of (?:your|the|our) (?:loads|drivers|customers|trucks|clients|users|invoices|orders))\b/iu,
    pattern: re(
      `${B}(?:i|we)(?:['’]m| am|['’]re| are)?(?:${MODAL}|['’]d| could| (?:happy|able|glad|prepared|ready|willing|authori[sz]ed|allowed) to)? (?:also |gladly |happily |even |now )?(?:offer|give|do|grant|pay|credit|reimburse|contribute|allow|add|return|share|put (?:in|up)|let you have)${E}${gap(50)}(?:${SHARE}|${MONEY})${gap(40)}(?=[,;!?\\n]|\\.(?!\\d)|$| and )`,
      `${B}our (?:price|fee|rate|charge|commission|share|cut|margin|quote|offer)${gap(30)} (?:is|would be|will be|comes to|stays at|starts at|amounts to) (?:just |only |about )?(?:${SHARE}|${MONEY})${gap(60)}(?=[,;:!?\\n]|\\.(?!\\d)|$)`,
      `${B}(?:the|total|list|annual|monthly) price${gap(30)}(?:is|:|would be|will be|comes to) ?${MONEY}`,
      `${B}your (?:price|rate|fee)s? (?:will )?(?:stays?|remains?) (?:the same|flat|put|where|unchanged|fixed)${E}`,
      `${B}(?:commission|kickback|bonus|referral fee|finder['’]s fee|cash ?back|revenue share) of (?:${SHARE}|${MONEY})`,
    ),
  },
  {
    says: 'promises a service level',
    not: /\b(?:your (?:api|site|current|customers)|you (?:run|offer|promise|need|want))\b/iu,
    pattern: re(
      `${B}(?:response|reaction|resolution|recovery|repair|turnaround|delivery|lead|loading|load|processing|downtime|latency) ?times? (?:of |is |will be |stays? |at )?(?:under|below|less than|within|no more than|at most|of) ${gap(10)}\\d{0,4} ?(?:\\p{L}{1,12})`,
    ),
  },
  {
    says: 'promises what happens if we fail',
    pattern: re(
      `${B}if (?:we|our \\p{L}+|it|the (?:system|planner|tool|rollout|go-live|line|pilot)) (?:ever )?(?:miss|fail|fall|don['’]t|do not|are late|is late|doesn['’]t|break|slip|overrun|goes down|is down|run over|can['’]t)${gap(80)}${B}(?:we|i)(?:['’]ll| will)? (?:pay|owe|credit|refund|give|cover|waive|return|work|knock|take)${E}${gap(60)}(?=[,;!?\\n]|\\.(?!\\d)|$)`,
      `${B}if (?:we|our \\p{L}+) (?:miss|fail|don['’]t|do not|are late|break|slip|overrun)${gap(80)}${B}you (?:pay nothing|get|keep|owe|can leave|don['’]t pay|may leave|can walk)${E}${gap(60)}(?=[,;!?\\n]|\\.(?!\\d)|$)`,
    ),
  },
];
