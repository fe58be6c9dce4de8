/**
 * What the words around a name say about whose company it is. `before` is tested on the sentence up
 * to the name, `after` on what follows it, `sentence` on both. All texts are cut to a bounded length.
 */
export type Role = { before?: RegExp; after?: RegExp; sentence?: RegExp; strong?: boolean };

const LEADERS =
  '(?:CEO|CFO|COO|CTO|CIO|CMO|CRO|VP|SVP|[Hh]ead|[Dd]irector|[Mm]anager|[Ll]ead|[Cc]hief|[Pp]resident|[Ff]ounder|[Oo]wner|[Pp]lanner|[Dd]ispatcher|[Bb]uyer)s?';
const OWNED =
  'team|teams|role|work|position|job|colleagues|planners|dispatchers|drivers|people|staff|operations|department|processes|warehouses?|yards?|fleet|trucks|customers|setup|stack|growth|journey|leadership|website|site|web ?site|homepage|careers page|job ads?|blog|launch|expansion|announcement|plans?|hiring|roadmap|merger|acquisition|funding|round|strategy|hub|depots?|docks?|distribution|network|logistics|supply chain|routes|lanes|shipments|budget|priorities|goals|needs|success|mission|values|culture|products?|brand|buyers|suppliers|new|recent|latest|next|current';
const GAIN =
  'sense|work|useful|interesting|relevant|right|valuable|helpful|possible|fit|value|look like|mean|demo|proposal|plan|ideas?|thoughts?|pilot|outline|business case|sketch|audit|analysis|mock-?up|estimate|savings|something|potential|opportunity|solution|case|example|do|done|room|difference|option|priority|benefits?|good|better|easier|time|questionnaire|contract|agreement|addendum|quote|offer|invoice|order form|paperwork|documents?|files|slides|deck|report|summary|notes|account|workspace|instance|environment|rollout|onboarding';

/** English: the name is taken as the reader's company. */
const ENGLISH: Role[] = [
  { before: /\b[Yy]our (?:[\p{L}-]{1,20} ){1,3}(?:at|with|in|of|from) $/u, strong: true },
  {
    before:
      /\b[Yy]ou(?: and the (?:rest of |team at )| all at | guys at |r colleagues at | folks at )$/u,
    strong: true,
  },
  {
    before: new RegExp(
      `${LEADERS}(?: of| for)?(?: [\\p{L}&-]{1,20}){0,3} (?:at|of|for|with) $`,
      'u',
    ),
    strong: true,
  },
  { before: /\bat $/u, strong: true },
  {
    before:
      /\b(?:c[ao]me across|stumbled (?:up)?on|discovered|following|follow|admir(?:e|ed|ing)|impressed (?:by|with)|research(?:ing|ed)|look(?:ed|ing) (?:at|into|up|through)|learn(?:ed|t|ing) (?:more )?about|read(?:ing)? (?:up |more )?(?:on|about)|hear(?:d)? (?:more |great things |good things |a lot )?(?:of|about)|fan of|interested in|excited about|curious about|thought of|thinking (?:of|about)|browsing|reach(?:ed|ing) out to|contacting|writing to|checked out|checking out|know (?:more )?about|believe in|noticed|love what|like what) (?:the team at )?$/iu,
  },
  {
    before:
      /\b(?:saw|see|noticed|read|heard|learned|understand|believe|think|guess is|imagine|know|gather|assume|suspect|suppose|seems?|form that|news that|sure) (?:that )?$/u,
    after: /^ (?!(?:and|or|at|in|on|for|with|from|yesterday|today|last|this) )\p{Ll}/u,
  },
  { before: /\b(?:whether|if|how|when|where|why|that|what|once|since) $/iu, after: /^ \p{Ll}/u },
  {
    before:
      /(?:^|[\s“"(])(?:does|do|would|could|can|will|is|has|did|should|are|was|were|have|might|won['’]t|isn['’]t|doesn['’]t|hasn['’]t) (?:the (?:whole )?)?$/iu,
    after: /^ \p{Ll}/u,
  },
  {
    before: /^$|, (?:and|so|but) $/u,
    after:
      /^ (?:seems?|appears?|looks?|could|would|should|might|can|may|deserves?|needs?|must) \p{Ll}/u,
  },
  {
    before:
      /\b(?:help|helping|welcome|support|save|serve|show|bring|get|onboard|convince|have|count|partner with|do for|work for) $/iu,
    sentence:
      /\b(?:can|could|would|will|to|might|may|love|like|honou?red|happy|keen|glad|helping)\b|['’][dl]/iu,
  },
  { before: new RegExp(`\\b(?:${GAIN}) (?:it )?for $`, 'iu') },
  {
    before:
      /\b(?:built|made|prepared|put together|sketched|drafted|created|recorded|designed|wrote|have|outlined|ready|set up|reserved)\b[^.!?]{0,50} for $/iu,
    sentence: /\byou(?:r|rs)?\b/iu,
  },
  {
    before:
      /\b(?:call|meeting|work|working|partner|partnership|partnering|conversation|collaborat\w{1,5}|cooperat\w{1,5}|pilot|relationship|team up|get started|explore) with $/iu,
    sentence:
      /\b(?:love|like|want|would|could|hope|happy|excited|look forward|looking forward|keen|explor\w{1,5})\b|['’]d\b/iu,
  },
  {
    before: /\b[Yy]our (?:own )?(?:company|employer|firm|business|organi[sz]ation|team),? $/u,
    strong: true,
  },
  {
    after:
      /^,? (?:your|the) (?:company|employer|firm|business|organi[sz]ation|team)\b(?! of ours)/iu,
    sentence: /\byou/iu,
    strong: true,
  },
  {
    after:
      /^ (?:as (?:a|our)(?: \p{L}{1,12})? (?:customer|client|partner|reference)|(?:team|family|crew)\b)/u,
  },
  {
    before:
      /\b(?:join(?:ed|ing)?|(?:works?|working) (?:at|for)|started (?:at|with)|moved to|promot\w{1,4} at) $/iu,
    sentence: /\byou/iu,
    strong: true,
  },
  {
    after: new RegExp(
      `^['’]s? (?:own |new |recent |latest |whole |entire )?(?:${OWNED})(?!\\p{L})`,
      'u',
    ),
  },
  { before: /\b[Cc]ongrat(?:s|ulations) (?:on|to|,)? ?(?:everyone at )?$/u },
  {
    before:
      /\b(?:[Cc]ongrat(?:s|ulations)|[Ww]ell done|[Kk]udos|[Ii]mpressive|[Ii]mpressed)\b[^.!?]{0,60} (?:of|for) $/u,
  },
  {
    before:
      /\b(?:growth|success|rise|launch|expansion|anniversary|future|mission|size|website|home ?page|rest|part|side|people|walls|customers|drivers|planners) of $/u,
  },
  { before: /\b(?:HQ|headquarters|offices?|depot|yard|warehouse) of $/u },
];

/** German: nouns are written with capitals, too, so each cue needs a place where only a name can stand. */
const GERMAN: Role[] = [
  {
    before:
      /(?<!\p{L})(?:Ihr\p{L}{0,2}|[Ee]uer|[Ee]ure\p{L}?|[Dd]ein\p{L}{0,2}|ihr|Sie|du|euch|Team|Leiter(?:in)?|Kollegen) (?:[\p{L}-]{1,24} ){0,3}bei (?:der )?$/u,
    strong: true,
  },
  {
    before: /(?<!\p{L})bei (?:der )?$/u,
    after:
      /^ (?:derzeit|aktuell|gerade|momentan|heute|eigentlich|läuft|gibt|im Einsatz|zuständig|verantwort)/u,
    strong: true,
  },
  { before: /(?<!\p{L})[Ww]ie \p{Ll}{2,14} (?:die )?$/u, after: /^ \p{Ll}|^\?/u },
  { before: /(?<!\p{L})dass (?:die )?$/u, after: /^ \p{Ll}/u },
  {
    before:
      /(?:^|\s)(?:Hat|Nutzt|Plant|Könnte|Würde|Ist|Setzt|Sucht|Kann|Arbeitet|Wäre) (?:die )?$/u,
    after: /^ \p{Ll}/u,
  },
  {
    before: /(?<!\p{L})auf (?:die |das |den )?$/u,
    after: /^(?: GmbH| AG| SE| KG)? (?:aufmerksam|gestoßen)/u,
  },
  {
    before:
      /(?<!\p{L})(?:interessant|sinnvoll|spannend|Idee|Ideen|Lösung|Vorschlag|Angebot|Demo|relevant|hilfreich|passend|Konzept|Potenzial) für (?:die )?$/u,
  },
  {
    before:
      /(?<!\p{L})(?:Glückwunsch|gratuliere|gratulieren)(?!\p{L})[^.!?]{0,60} (?:von|bei|an|der|für) (?:die )?$/u,
  },
  {
    before:
      /(?<!\p{L})(?:Wachstum|Erfolg|Website|Webseite|Stellenanzeige|Expansion|Team|Eröffnung|Fuhrpark) (?:von|der|bei) $/u,
  },
  {
    before: /(?<!\p{L})(?:für|mit|von) (?:die |der )?$/u,
    after: /^ (?:GmbH|AG|SE|KG)(?!\p{L})/u,
    sentence: /(?<!\p{L})(?:Sie|Ihr\p{L}{0,2}|euch|du)(?!\p{L})/u,
  },
];

const ROMANCE: Role[] = [
  // French
  {
    before:
      /(?<!\p{L})(?:[ée]quipes?|poste|r[ôo]le|travail|coll[èe]gues|site(?: web)?|croissance|d[ée]veloppement|ouverture|succ[èe]s|lev[ée]e de fonds|directeur|directrice|responsable)(?: \p{L}{1,20}){0,2} (?:chez|de|d['’]|au sein de|à) ?$/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:chez|au sein de) $/u,
    sentence: /(?<!\p{L})(?:vous|votre|vos|tu|ton|ta|tes|comment|qui)(?!\p{L})/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:vu|lu|appris|remarqué|noté|constaté|sais|crois|pense) que $/iu,
    after: /^ \p{Ll}/u,
  },
  { before: /(?<!\p{L})(?:comment|si|est-ce que|pourquoi) $/iu, after: /^ \p{Ll}/u },
  {
    before:
      /(?<!\p{L})(?:découvert|tombée? sur|suis|intéress\p{L}{1,5} à|aider|accompagner|accueillir) $/iu,
    after: /^(?!\p{L})/u,
  },
  {
    before:
      /(?<!\p{L})(?:utile|intéressant|idées?|propositions?|démo|pertinent|sens|solution|pilote) pour $/iu,
  },
  { before: /(?<!\p{L})(?:félicitations|bravo)(?!\p{L})[^.!?]{0,60} (?:de|chez|à|d['’]) ?$/iu },
  {
    before: /(?:^|[\s«])$/u,
    after: /^ (?:a|est|utilise|cherche|envisage|planifie)-t?-?(?:t-)?(?:il|elle)/u,
  },
  // Spanish
  {
    before:
      /(?<!\p{L})(?:equipos?|trabajo|cargo|puesto|rol|gente|compañeros|crecimiento|sitio web|web|expansión|éxito|director\p{L}?|responsable)(?: \p{L}{1,20}){0,2} (?:en|de) $/iu,
    strong: true,
  },
  { before: /(?<!\p{L})(?:vi|leí|noté|visto|leído|sé|creo) que $/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})cómo (?:\p{L}{1,20} ){1,3}$/iu },
  { before: /(?<!\p{L})(?:descubrí|encontré|ayudar a|sigo a|interés en|interesa) $/iu },
  { before: /(?<!\p{L})(?:útil|idea|propuesta|demo|interesante|sentido|solución|piloto) para $/iu },
  {
    before:
      /(?<!\p{L})(?:enhorabuena|felicidades|felicitaciones)(?!\p{L})[^.!?]{0,60} (?:de|a|en|por) $/iu,
  },
  { before: /¿(?:Ha|Tiene|Usa|Utiliza|Está|Podría|Busca|Planea|Sigue) $/u, after: /^ \p{Ll}/u },
  // Italian
  {
    before:
      /(?<!\p{L})(?:team|squadra|lavoro|ruolo|colleghi|crescita|sito|espansione|successo|direttore|direttrice|responsabile)(?: \p{L}{1,20}){0,2} (?:di|in|presso|da) $/iu,
    strong: true,
  },
  { before: /(?<!\p{L})(?:visto|letto|notato|saputo|so|credo) che $/iu, after: /^ \p{Ll}/u },
  {
    before: /(?<!\p{L})come (?:[\p{L}]{3,16}) $/iu,
    after: /^ (?:i|gli|le|la|il|lo|l['’]|oggi|\p{Ll})/u,
  },
  {
    before: /(?<!\p{L})(?:come|chi|quanti|quante|quando) [^.!?]{0,60} (?:in|da|presso) $/iu,
    sentence: /(?<!\p{L})\p{L}{2,12}(?:ate|ete|ite)(?!\p{L})/u,
  },
  { before: /(?<!\p{L})(?:scoperto|aiutare|seguo|conosciuto) $/iu },
  { before: /(?<!\p{L})(?:utile|idea|proposta|demo|interessante|senso|soluzione) per $/iu },
  {
    before:
      /(?<!\p{L})(?:complimenti|congratulazioni|auguri)(?!\p{L})[^.!?]{0,60} (?:di|a|in|per) $/iu,
  },
  // Portuguese
  {
    before:
      /(?<!\p{L})(?:equipe|equipa|time|trabalho|cargo|crescimento|site|expansão|sucesso|diretora?|responsável)(?: \p{L}{1,20}){0,2} (?:da|do|de|na|no) $/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:na|no) $/u,
    sentence: /(?<!\p{L})(?:você|vocês)(?!\p{L})[^.!?]{0,40} n[ao] \p{Lu}/u,
    strong: true,
  },
  { before: /(?<!\p{L})(?:vi|li|notei|soube|sei) que (?:a |o )?$/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})como (?:a |o )$/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})(?:ajudar|conheci|descobri|encontrei) (?:a |o )?$/iu },
  {
    before:
      /(?<!\p{L})(?:útil|ideia|proposta|demo|interessante|sentido|solução) para (?:a |o )?$/iu,
  },
  { before: /(?<!\p{L})parabéns(?!\p{L})[^.!?]{0,60} (?:da|do|de|à|ao|na|no|pela|pelo) $/iu },
];

const NORTHERN: Role[] = [
  // Dutch
  {
    before: /(?<!\p{L})(?:team|rol|werk|functie|collega['’]?s|planners) (?:bij|van) $/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})bij $/u,
    sentence: /(?<!\p{L})(?:jullie|je|jij|u|uw)(?!\p{L})/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:zag|las|hoorde|begreep|gezien|gelezen|merkte) dat $/iu,
    after: /^ \p{Ll}/u,
  },
  { before: /(?<!\p{L})hoe \p{Ll}{2,14} $/iu, after: /^ \p{Ll}|^\?/u },
  {
    before: /(?<!\p{L})(?:heeft|gebruikt|is|zou|kan|plant|zoekt|wil) $/iu,
    after: /^ \p{Ll}[^.!]{0,80}\?/u,
  },
  { before: /(?<!\p{L})(?:gefeliciteerd|proficiat)(?!\p{L})[^.!?]{0,60} (?:van|bij|met|aan) $/iu },
  { before: /(?<!\p{L})(?:idee|voorstel|interessant|zinvol|nuttig|demo|oplossing) voor $/iu },
  { before: /(?<!\p{L})(?:groei|website|succes|loods|magazijn|opening) van $/iu },
  // Scandinavian
  { before: /(?<!\p{L})(?:ert|ditt|deres|jeres|ditt) \p{L}{1,20} (?:på|hos|i) $/iu, strong: true },
  { before: /(?<!\p{L})(?:såg|läste|hörde|så|leste|hørte) (?:att|at) $/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})(?:hur|hvordan) \p{Ll}{2,14} $/iu, after: /^ \p{Ll}/u },
  {
    before:
      /(?<!\p{L})(?:grattis|gratulerer|tillykke)(?!\p{L})[^.!?]{0,60} (?:på|hos|med|til|till) $/iu,
  },
];

export const ROLES: readonly Role[] = [...ENGLISH, ...GERMAN, ...ROMANCE, ...NORTHERN];

/** In a subject line: "Idea for X", "Route planning at X". */
export const SUBJECT_ROLES: readonly Role[] = [
  {
    before: /\b(?:at|for|bei|für|chez|pour|para|per|voor|bij|hos|with|helping) $/iu,
    after: /^\s*[?!.]?\s*$/u,
    strong: true,
  },
  { after: /^\s*[:?–—-]/u, before: /^$/u },
  { after: /^['’]s? \p{Ll}/u },
];

/** The name stands for somebody else: a reference, a tool, a place, an event, a source, a person. */
export const OTHERS: readonly Role[] = [
  {
    before:
      /\b(?:our|my|their|his|her|another|an?|existing|former|long-standing|first|recent|other) (?:\p{L}{1,14} )?(?:customers?|clients?|partners?|users?|suppliers?|investors?|competitors?|friends?|colleagues?|references?|carriers?|vendors?)(?: (?:at|from|like|such as|is|was|including|called|named))?,? ?(?:at )?$/iu,
  },
  {
    before:
      /\b(?:customers?|clients?|carriers?|compan(?:y|ies)|teams?|brands|others|shippers|firms|partners?|suppliers?|competitors?|businesses|retailers|tools?|systems?|vendors?|players|organi[sz]ations|fleets|providers?)\b(?: of ours)?,? (?:like|such as|including|e\.g\.|\(|namely|as big as|similar to) ?(?:[^.!?]{0,40}(?:,| and| or) )?$/iu,
  },
  {
    after:
      /^,? (?:(?:is|was|has been|became|are) )?(?:also )?(?:one of our|our|a) (?:\p{L}{1,14} ){0,2}(?:customer|client|partner|reference|user|investor|competitor|supplier)/iu,
  },
  {
    after:
      /^,? (?:and \p{Lu}\p{L}{1,20} )?(?:already |now |just |recently |has |have |had )?(?:uses?|used|using|adopted|switched to|moved to|chose|trusts?|rel(?:y|ies) on|joined|went live with|runs? on|signed (?:up )?with) (?:us|our|it|them)\b/iu,
  },
  {
    sentence:
      /\b(?:before|when|since|after) (?:they|it|she|he) (?:became|joined|switched|signed|started)\b|\bbecame (?:our|a) customer|\bwith our (?:planner|software|tool|platform|product|help)\b|\bcase study\b|\bcustomer story\b|\btestimonial\b/iu,
  },
  {
    before:
      /\b(?:we|I|and) (?:have )?(?:also )?(?:helped|worked with|work with|did (?:this|it|that) (?:for|at|with)|built (?:it|this|that) (?:for|with)|supported|served|reduced|cut|saved|led|ran|spent|onboarded|saw)(?: [^.!?]{0,30}(?:at|for|with))? $/iu,
  },
  {
    before:
      /\b(?:deliver\w{0,3}|ship\w{0,4}|sell\w{0,3}|suppl\w{1,4}|drop\w{0,4} off|loads?|slots?|orders?|picked up|pick up) (?:\p{L}{1,14} )?(?:to|for|at|from|with|by) (?:\p{Lu}\p{L}{1,20},? (?:and|or) )?$/iu,
  },
  {
    before:
      /\b(?:met|meet|meeting|see|seeing|saw|spoke|speak|speaking|talk|talked|talking|presented|present|presenting|exhibit\w{0,3}|booth|stand|keynote|panel|visit\w{0,3}|attend\w{0,3}|there|(?:I|we)(?:['’]ll| will) be|hall|ran into|bumped into|listened|heard)\b[^.!?]{0,50} at (?:the )?$/iu,
  },
  {
    before:
      /\b(?:my|his|her|our|previous\w{0,2}|former\w{0,2}|used to|worked|years|studied|ex-?\p{L}{0,12}|graduated|degree|internship|someone|somebody|friend|they|them|contact|we|us|store|aimed)(?: [^.!?]{0,30})? at (?:the )?$/iu,
  },
  {
    before: /\bat $/u,
    after:
      /^,? (?:we|they|our|planners|drivers|it|customers)\b| (?:conference|expo|summit|fair|airport|port|station|stadium|university|trade show)\b/iu,
  },
  {
    before: /\bat $/u,
    after:
      /^ (?:in \p{Lu}|(?:next|last) (?:week|month|year|spring|summer|fall|autumn|winter)|20\d\d)/u,
    sentence: /^(?!.*\b(?:your|team|role)\b)/iu,
  },
  {
    before:
      /\b(?:use|uses|using|run|runs|running|on|from|into|in|to|with|between|replac\w{1,3}|integrat\w{1,4}(?: with)?|connect\w{0,4}(?: to| with)?|reads?|exports?|imports?|sync\w{0,4}|plug\w{0,4}|works? with|via|your) $/iu,
    after:
      /^ (?:and \p{Lu}\p{L}{1,20}|account|licen[cs]e|export|data|instance|tenant|integration|connector|API|plugin|add-on|app|files?|feed|rollout|migration|today|telematics|module|records?)\b/u,
  },
  {
    before:
      /\b(?:you|they|we) (?:already |currently |still |now )?(?:use|run|run on|are on|have|switched (?:from|to)|moved (?:from|to)|chose|bought|rolled out) (?:\p{Lu}\p{L}{1,20} and )?$/u,
  },
  {
    after:
      /^ (?:reported|reports|writes|wrote|announced new|published|says|said|analyst|report|survey|study|index|ranking|research|article|award|magazine|rule|rules|regulation|law|act|method|model|tariffs?|conference|summit|expo|fair|week|webinar|podcast|certification|certified)\b/iu,
  },
  {
    before:
      /\b(?:according to|read in|reported (?:by|in)|published (?:by|in)|article in|interview (?:with|in)|piece in|podcast with|says|quoted in|led by|backed by|round (?:from|by)|funding from|invest\w{1,5} (?:from|by)|acqui\w{1,8}(?: of| by)?|merg\w{1,5} with|bought|taken over by|owned by|subsidiary of|spun out of|compet\w{1,7} with|ahead of|behind|against|unlike|rather than|instead of|compared (?:to|with)|than|left|leaving|formerly of|introduced by|referred by|recommended by|asked by|join(?:ing)? us (?:at|in)) (?:the )?$/iu,
  },
  {
    before:
      /\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Herrn?|Frau|M|Mme|Sr|Sra|Sig|Señora?|heer|mevrouw)\.? $/u,
  },
  // the same roles in other languages
  {
    before:
      /(?<!\p{L})(?:unser\p{L}{0,2}|mein\p{L}{0,2}|ein\p{L}{0,2}|ander\p{L}{0,2}) (?:\p{L}{1,16} )?(?:Kund\p{L}{1,4}|Partner\p{L}{0,3}|Lieferant\p{L}{0,2}|Referenz\p{L}{0,12})(?:,? (?:der|die|wie))? ?$|(?<!\p{L})(?:wie|etwa|zum Beispiel|z\. ?B\.) (?:bei )?$|(?<!\p{L})(?:Messe|getroffen|treffen|sehen|Stand)[^.!?]{0,30} (?:auf|bei) (?:der )?$/u,
  },
  {
    before:
      /(?<!\p{L})(?:notre|nos|un|une|nuestr[oa]s?|un[oa]?|nostr[oaie]|noss[oa]s?|um|onze?|een|vår|vores?) (?:\p{L}{1,16} )?(?:clientes?|clients?|clienti|partenaires?|socios?|parceiros?|partners?|klanten|klant|kund\p{L}{0,2}|kunde)(?:,? (?:comme|como|come|zoals))?,? ?$|(?<!\p{L})(?:comme|como o|zoals|tel que|tels que|ad esempio|por ejemplo|par exemple|bijvoorbeeld|tra cui|entre ellos) (?:a |o )?$/iu,
  },
  {
    after:
      /^,? (?:(?:ist|war|est|es|è|é|is) )?(?:(?:einer|eine|ein) unserer|unser|notre|nuestro|nostro|nosso|onze|un de nos|uno de nuestros|uno dei nostri|um dos nossos|een van onze) (?:Kund|client|klant|parceir|partner|socio|partenaire)/iu,
  },
];
