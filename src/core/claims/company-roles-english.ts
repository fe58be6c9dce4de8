import type { Role } from './company-role.ts';

const LEADERS =
  '(?:CEO|CFO|COO|CTO|CIO|CMO|CRO|VP|SVP|[Hh]ead|[Dd]irector|[Mm]anager|[Ll]ead|[Cc]hief|[Pp]resident|[Ff]ounder|[Oo]wner|[Pp]lanner|[Dd]ispatcher|[Bb]uyer)s?';
const OWNED =
  'peers|competitors|clients|loads|dispatch|planning|systems?|data|volumes?|carriers|managers|inventory|story|reputation|results|pipeline|outlook|approach|business|employees|facility|facilities|lead times?|suppliers|service|team|teams|role|work|position|job|colleagues|planners|dispatchers|drivers|people|staff|operations|department|processes|warehouses?|yards?|fleet|trucks|customers|setup|stack|growth|journey|leadership|website|site|web ?site|homepage|careers page|job ads?|blog|launch|expansion|announcement|plans?|hiring|roadmap|merger|acquisition|funding|round|strategy|hub|depots?|docks?|distribution|network|logistics|supply chain|routes|lanes|shipments|budget|priorities|goals|needs|success|mission|values|culture|products?|brand|buyers|suppliers|new|recent|latest|next|current';
const GAIN =
  'sense|work|useful|interesting|relevant|right|valuable|helpful|possible|fit|value|look like|mean|demo|proposal|plan|ideas?|thoughts?|pilot|outline|business case|sketch|audit|analysis|mock-?up|estimate|savings|something|potential|opportunity|solution|case|example|do|done|room|difference|option|priority|benefits?|good|better|easier|time|questionnaire|contract|agreement|addendum|quote|offer|invoice|order form|paperwork|documents?|files|slides|deck|report|summary|notes|account|workspace|instance|environment|rollout|onboarding';

/** English: the name is taken as the reader's company. */
export const ENGLISH: Role[] = [
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
  { before: /\bat $/u },
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
