/**
 * What the words around a name say about whose company it is. `before` is tested on the sentence up
 * to the name, `after` on what follows it, `sentence` on both. All texts are cut to a bounded length.
 */
export type Role = { before?: RegExp; after?: RegExp; sentence?: RegExp; strong?: boolean };

const LEADERS =
  '(?:CEO|CFO|COO|CTO|CIO|CMO|CRO|VP|SVP|[Hh]ead|[Dd]irector|[Mm]anager|[Ll]ead|[Cc]hief|[Pp]resident|[Ff]ounder|[Oo]wner|[Pp]lanner|[Dd]ispatcher|[Bb]uyer)s?';
const OWNED =
  'peers|competitors|clients|loads|dispatch|planning|systems?|data|volumes?|carriers|managers|inventory|story|reputation|results|pipeline|outlook|approach|business|employees|facility|facilities|lead times?|suppliers|service|team|teams|role|work|position|job|colleagues|planners|dispatchers|drivers|people|staff|operations|department|processes|warehouses?|yards?|fleet|trucks|customers|setup|stack|growth|journey|leadership|website|site|web ?site|homepage|careers page|job ads?|blog|launch|expansion|announcement|plans?|hiring|roadmap|merger|acquisition|funding|round|strategy|hub|depots?|docks?|distribution|network|logistics|supply chain|routes|lanes|shipments|budget|priorities|goals|needs|success|mission|values|culture|products?|brand|buyers|suppliers|new|recent|latest|next|current';
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
      /\b(?:(?:compan(?:y|ies)|teams?|firms|carriers) similar to|c[ao]me across|stumbled (?:up)?on|discovered|following|follow|admir(?:e|ed|ing)|impressed (?:by|with)|research(?:ing|ed)|look(?:ed|ing) (?:at|into|up|through)|learn(?:ed|t|ing)? (?:a bit |a lot |more )?about|read(?:ing)? (?:up |more )?(?:on|about)|hear(?:d)? (?:more |great things |good things |a lot )?(?:of|about)|fan of|interested in|excited about|curious about|thought of|thinking (?:of|about)|browsing|reach(?:ed|ing) out to|contacting|writing to|checked out|checking out|know (?:more )?about|believe in|noticed|love what|like what) (?:the team at )?$/iu,
  },
  {
    before:
      /\b(?:saw|see|noticed|read|heard|learned|understand|believe|think|guess is|imagine|know|gather|assume|suspect|suppose|seems?|form that|news that|sure) (?:that )?$/u,
    after: /^ (?!(?:and|or|at|in|on|for|with|from|yesterday|today|last|this) )\p{Ll}/u,
  },
  {
    before:
      /\b(?:whether|if|how|when|where|why|that|what|once|since|because|now that|(?:looks|seems|sounds|feels) like|(?:what|how|where|who|when|why)['’]s) $/iu,
    after: /^ \p{Ll}/u,
  },
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
    sentence: /\byou|\bcongrat|\bwelcome/iu,
    strong: true,
  },
  { before: /\b[Yy]ou (?:or|and|and everyone at) $/u },
  {
    before: /\b(?:have you been|you['’]ve been|you have been|you['’]re|you are) (?:with|at) $/iu,
    strong: true,
  },
  { before: /\bwith $/iu, after: /^ \p{Ll}{2,12}ing\b/u, sentence: /\byou/iu },
  {
    before: /\bthe (?:\p{Ll}{2,10} )?$/u,
    after:
      /^ (?:website|web site|site|home ?page|team|careers page|blog|newsletter|fleet|brand|app|leadership|warehouse|depot)\b(?! (?:told|use|uses))/u,
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
    before: /(?<!\p{L})bei (?:der |dem )?$/u,
    sentence: /(?<!\p{L})(?:[Ww]ie|[Ww]er|[Ww]as|[Ww]elche\p{L}?)(?!\p{L})[^?]{0,120}\?/u,
  },
  {
    before: /(?<!\p{L})bei (?:der )?$/u,
    after:
      /^ (?:derzeit|aktuell|gerade|momentan|heute|eigentlich|läuft|gibt|im Einsatz|zuständig|verantwort)/u,
    strong: true,
  },
  { before: /(?<!\p{L})[Ww]ie \p{Ll}{2,14} (?:die )?$/u, after: /^ \p{Ll}|^\?/u },
  {
    before: /(?<!\p{L})(?:würden?|möchten?|könnten?) (?:die )?$/u,
    after: /^ (?:gerne?|dabei|bei|helfen|unterstützen|zeigen)(?!\p{L})/u,
  },
  {
    before:
      /(?<!\p{L})(?:pensato a|pensando a|pensado en|pensando en|pensé à|pensé en|pensei n[ao]|pensei em|gedacht aan) $/iu,
  },
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
  {
    before: /(?<!\p{L})en $/u,
    sentence:
      /(?<!\p{L})(?:se encarga\p{L}?|gestion\p{L}{1,5}|planific\p{L}{1,5}|llev\p{L}{1,3}|organiz\p{L}{1,4}|decid\p{L}{1,3}|trabaj\p{L}{2,5})(?!\p{L})[^?]{0,120}\?/iu,
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
