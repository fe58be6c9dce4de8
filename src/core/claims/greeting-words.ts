/** Words of greetings. Names are what is left of a greeting without them. */
export const OPENER =
  /^[^\p{L}\p{N}\n]{0,8}(?:hi|hello|hey|heya|hiya|hullo|howdy|yo|aloha|g['’]day|dear(?:est)?|esteemed|respected|to(?=:| (?:mr|mrs|ms|dr|prof)(?!\p{L}))|attn|attention(?=:)|fao|à l['’]attention de|a la atención de|all['’]attenzione di|ter attentie van|good (?:morning|afternoon|evening|day)|greetings|morning|afternoon|evening|hallo|hallöchen|grüß dich|guten abend|guten (?:tag|morgen|abend)|moin|servus|grüezi|grüß gott|liebe[rsn]?|sehr geehrte[rs]?|werte[rs]?|bonjour|rebonjour|re-bonjour|bonsoir|salut|coucou|chère?s?|hola|buen[oa]s (?:días|tardes|noches)|buenas|qué tal|buen día|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|buonasera|gentil[ei](?:ssim[oa])?|egregi[oa]|pregiatissim[oa]|stimat[oa]|ehi|salve|olá|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?|ilm[oa]\.?|exm[oa]\.?|e aí|car[oaie]|hoi|dag|goedemorgen|goedemiddag|goedenavond|goedendag|beste|lieve|geachte|hej|hejsan|hei|heisann|god (?:morgen|dag)|kære|kjære|cześć|dzień dobry|witam|szanown[yai]|drog[ia]|ahoj|dobrý den|vážen[ýá]|merhaba|sayın|selam|szia|kedves|tisztelt|bună|salutare|stimat[ăe]|здравствуйте|здравствуй|привет|добр(?:ый|ого) (?:день|дня|вечер)|доброе утро|уважаем(?:ый|ая)|вітаю|шановн(?:ий|а)|доброго дня|γεια σ(?:ας|ου)|καλημέρα|αγαπητ[έή]|שלום|אהלן|היי|הי|בוקר טוב|ערב טוב|לכבוד|יקר[ה]?|مرحبا|مرحباً|مرحبًا|هلا|حضرة|الفاضل|الفاضلة|أهلا|أهلاً|عزيزي|عزيزتي|السيد|السيدة|الأستاذ|الأستاذة|صباح الخير|مساء الخير|تحية طيبة|السلام عليكم)(?![\p{L}\p{M}])[,،:]?[ \u00a0]{0,3}/iu;
/** After these, names stand in the vocative. */
export const INFLECTS =
  /dzień dobry|cześć|witam|szanown|drog|ahoj|dobrý|vážen|вітаю|шановн|доброго/iu;

export const TITLES = new Set(
  `mr mrs ms miss mx dr prof professor sir madam frau herr herrn hr fr dott dottor dottore dottssa dottoressa ing sig signor signora signore sigra sr sra srta señor
  señora señorita don doña monsieur madame mademoiselle mme m mlle heer mevrouw dhr mevr mw pan pani panie panna pane paní mag dipl phd md bey hanım senhor senhora seu
  господин госпожа пан пані мר גב מר גברת السيد السيدة الأستاذ الأستاذة الدكتور الدكتورة أستاذ أستاذة`.split(
    /\s+/,
  ),
);
/** Words that address nobody by name. */
export const NOBODY = new Set(
  `valued partner partners reader readers applicant neighbour neighbor supplier member subscriber user client clients stranger mate buddy pal boss gents yall world
  there all everyone everybody team folks friend friends again guys you both colleague colleagues customer ladies gentlemen madam sir hiring manager
  zusammen damen herren team alle miteinander interessent kunde kundin kollegen kolleginnen freunde leser
  tous toutes tout le monde equipe équipe madame monsieur messieurs mesdames chers collègues todos todas equipo señores señoras amigo amigos cliente
  tutti tutte ragazzi team signori pessoal equipe equipa senhores allemaal iedereen heren dames collega alla allihopa alle państwo państwa wszystkim всем коллеги команда друзья
  לכולם כולם רב צוות לך לכם שלום יקרים וברכה للجميع الجميع جميعا جميعاً بكم بك وسهلا وسهلاً فريق السادة ورحمة الله وبعد طيبة`.split(
    /\s+/,
  ),
);
/** Words between two names. */
export const LINKS = new Set([
  'and',
  '&',
  '+',
  'und',
  'et',
  'y',
  'e',
  'en',
  'och',
  'og',
  'i',
  'и',
  'та',
  've',
  'ו',
]);
export const PARTICLES = new Set(
  'de da do dos das del della di du van von vom der den ter ten la le el al bin ibn ben abu st of y e'.split(
    ' ',
  ),
);
/** How a mail begins without a salutation. */
export const OPENING_WORDS =
  /^(?:thanks|thank|congrats|congratulations|quick|great|welcome|sorry|apologies|happy|hoping|nice|lovely|pleasure|appreciate|merry|good|well|now|so|just|following|morning|evening|afternoon|greetings|yes|no|ok|okay|sure|please|hope|danke|merci|gracias|grazie|obrigad|bedankt|guten|kurz|super|félicitations|enhorabuena|complimenti|parabéns|team|all|folks|everyone|ps|hi|hello|hey|hallo|hola|ciao|ola|bonjour|hoi|hej|dear|best|regards|cheers|sincerely)/iu;

/** Said before a name, "Hi again Dana", "Hi there, Tom". */
export const FILLERS = new Set([
  'again',
  'there',
  'dear',
  'my',
  'good',
  'old',
  'friend',
  'once',
  'more',
  'back',
  'to',
  'you',
  'welcome',
  'nochmal',
  'encore',
  'otra',
  'vez',
]);
/** A group behind a name: then the name is a company's or a department's. */
export const GROUPS = new Set(
  'team teams crew folks group department dept desk staff colleagues people hiring family équipe equipe equipo squadra pessoal abteilung kollegen ploeg gang leadership office support manager managers director directors head officer owner lead committee recruiter buyer planner planners dispatcher dispatchers specialist coordinator board desk leitung leiter leiterin verantwortliche responsable direction direttore responsabile diretor gerente'.split(
    ' ',
  ),
);
