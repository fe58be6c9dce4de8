/** One way to name the reader's company. Groups are names; `strong` leaves little doubt that it is meant. */
export type Naming = {
  pattern: RegExp;
  strong: boolean;
  only?: 'subject' | 'body';
  not?: RegExp;
  /** two names, of which one must be the sender's */
  pair?: boolean;
};

// A name: one to four capitalised words; every part is bounded.
const WORD = "\\p{Lu}[\\p{L}\\p{N}&'’-]{1,30}";
const NAME = `(${WORD}(?: (?:& |de |of |und )?(?:${WORD}|\\d{1,3})){0,3})`;
const B = '(?<![\\p{L}\\p{N}])';
const make = (source: string, strong: boolean, more: Partial<Naming> = {}): Naming => ({
  pattern: new RegExp(B + source.replaceAll('NAME', NAME), 'dgu'),
  strong,
  ...more,
});

/** Words after which "at X" is an event or a place. */
const THEIRS =
  '(?:team|role|work|position|job|colleagues|planners|operations|department|responsibilities|time|people|staff|processes|warehouse|yard|fleet|customers|setup|stack|growth|journey|leadership)';
const SEEN =
  '(?:saw|see|noticed|read|heard|learned|understand|believe|think|guess is|imagine|know|gather)';
const THEN =
  '(?:is|are|has|have|was|were|does|do|can|could|would|will|may|might|loses?|needs?|uses?|runs?|handles?|raised|opened|opens|hired|hires|launched|acquired|plans?|wants?|already|recently|just|still|moved|grew|grows|announced|spends?|struggles|signed|won)(?!\\p{L})';
const EVENTS = /^(?:SaaStr|Dreamforce|LogiMAT|CES|Hannover|Web Summit|INBOUND|MWC)/u;

export const NAMING: Naming[] = [
  // English
  make(`[Yy]our (?:[\\p{L}-]{1,20} ){0,3}?${THEIRS} (?:at|with) NAME`, true, {
    not: EVENTS,
  }),
  make(
    `(?:[Hh]ead|VP|[Dd]irector|[Mm]anager|[Ll]ead|[Cc]hief|CEO|CFO|COO|CTO)(?: of)?(?: [\\p{L}-]{1,20}){0,3} at NAME`,
    true,
  ),
  make(`(?:well|things|going|everyone|all|life|busy|everybody|folks) at NAME`, true, {
    not: EVENTS,
  }),
  make(`at NAME\\s*$`, true, { only: 'subject', not: EVENTS }),
  make(
    `(?:does|do|would|could|can|will|is|has|did|should|are|was) NAME (?:be |have |already |currently |still )?\\p{Ll}`,
    false,
  ),
  make(`${SEEN} (?:that )?NAME ${THEN}`, false),
  make(
    `(?:whether|if|how|when|where|why|that|what) NAME (?:already |currently |still )?${THEN}`,
    false,
  ),
  make(`(?:can|could|would|will|to|might|may|I['’]d|we['’]d) help NAME`, false),
  make(
    `(?:look like|work|mean|do|possible|be|useful|interesting|relevant|right|value|fit) for NAME`,
    false,
  ),
  make(`[Cc]ongrat(?:s|ulations) (?:on|to) NAME`, false),
  make(
    `NAME['’]s? (?:new |recent |latest |own )?(?:growth|launch|expansion|announcement|plans?|hiring|website|roadmap|merger|acquisition|funding|fleet|warehouse|strategy|hub|yard|distribution|customers|operations)`,
    false,
  ),
  make(
    `(?:[Ii]dea|[Ii]deas|[Tt]hought|[Tt]houghts|[Pp]roposal|[Pp]lan|[Ss]omething|[Pp]ilot|[Oo]utline) for NAME\\s*$`,
    false,
    { only: 'subject' },
  ),
  make(`NAME (?:\\+|x|×|<>|\\||/|&|and|und|et|y|e|meets) NAME\\s*$`, true, {
    only: 'subject',
    pair: true,
  }),
  make(
    `((?:${WORD} ){1,3}(?:GmbH|AG|SE|KG|Inc|LLC|Ltd|Corp|S\\.A\\.|SpA|S\\.p\\.A\\.|SARL|SAS|B\\.V\\.|BV|Ltda|S\\.L\\.))(?!\\p{L})`,
    false,
  ),
  // German
  make(`(?:Ihr|Ihre|Ihrem|dein|Dein|euer|Euer)(?: [\\p{L}-]{1,20}){0,3} bei (?:der )?NAME`, true),
  make(`bei (?:der )?NAME (?:derzeit|aktuell|gerade|momentan|heute|eigentlich|läuft|gibt)`, true),
  make(
    `dass (?:die )?NAME (?:gerade|derzeit|aktuell|ein|eine|einen|neue|neu|in|jetzt|expandiert|wächst|sucht|plant)(?!\\p{L})`,
    false,
  ),
  // French
  make(
    `(?:équipe|équipes|poste|rôle|travail|collègues)(?: \\p{L}{1,20})? (?:chez|de|au sein de) NAME`,
    true,
  ),
  make(`(?:vu|lu|appris|remarqué|noté|constaté) que NAME \\p{Ll}`, false),
  make(`comment NAME \\p{Ll}`, false),
  // Spanish
  make(`(?:equipo|trabajo|cargo|puesto|rol|gente|compañeros) (?:en|de) NAME`, true),
  make(`(?:vi|leí|noté|visto|leído|sé) que NAME \\p{Ll}`, false),
  make(`[Cc]ómo (?:\\p{L}{1,20} ){1,3}NAME`, false),
  // Italian
  make(`(?:team|squadra|lavoro|ruolo|colleghi) (?:di|in|presso) NAME`, true),
  make(`(?:visto|letto|notato|saputo) che NAME \\p{Ll}`, false),
  make(`[Cc]ome (?:gestisce|gestite|organizza|affronta) NAME`, false),
  // Portuguese
  make(`(?:equipe|equipa|time|trabalho|cargo) (?:da|do|de|na|no) NAME`, true),
  make(`(?:[Vv]i|li|notei|soube) que (?:a |o )?NAME \\p{Ll}`, false),
  make(`[Cc]omo (?:a |o )NAME \\p{Ll}`, false),
  // Dutch and Swedish
  make(`(?:team|rol|werk|functie|collega['’]s) bij NAME`, true),
  make(`(?:zag|las|hoorde|begreep|gezien|gelezen) dat NAME \\p{Ll}`, false),
  make(`(?:såg|läste|hörde) att NAME \\p{Ll}`, false),
  // Japanese: the addressee's line
  {
    pattern:
      /(?:^|\n)[ \u3000]{0,4}((?:株式会社|有限会社|合同会社)[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{L}]{1,20}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,20}(?:株式会社|有限会社|合同会社))(?=[ \u3000]|\n|御中|$)/dgu,
    strong: true,
  },
];
