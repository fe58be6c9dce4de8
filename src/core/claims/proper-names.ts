import { fold } from './fold.ts';

const setOf = (list: string): Set<string> =>
  new Set(
    list
      .split(/[\n,]/)
      .map((name) => fold(name.trim()))
      .filter((name) => name !== ''),
  );

/** Cities, regions and countries a business mail names; a place after "in" or before "is growing" is no company. */
const PLACES =
  setOf(`amsterdam, antwerp, antwerpen, athens, atlanta, austin, barcelona, basel, bavaria, bayern, belgium, berlin, bern, bilbao, birmingham, bologna,
bonn, bordeaux, boston, brazil, brasil, bremen, bristol, brussels, bruxelles, bucharest, budapest, buenos aires, california, canada, chicago, china, cincinnati, cleveland, cologne, köln,
colorado, columbus, copenhagen, københavn, dallas, denver, detroit, deutschland, doha, dortmund, dresden, dubai, dublin, duisburg, düsseldorf, edinburgh, eindhoven, england, españa, essen, europe, europa,
florence, firenze, florida, france, frankreich, frankfurt, geneva, genève, genoa, genova, georgia, germany, glasgow, göteborg, gothenburg, graz, greece, hamburg, hannover, hanover, helsinki, houston,
hungary, illinois, india, indiana, indianapolis, ireland, israel, istanbul, italia, italy, italien, jackson, japan, jerusalem, haifa, kansas, kansas city, kent, kyoto, leeds, leipzig, lille, lima, linz, lisbon, lisboa,
liverpool, london, londres, los angeles, louisville, lyon, madison, madrid, malaga, málaga, malmö, manchester, mannheim, marseille, memphis, mexico, méxico, miami, michigan, milan, milano, minneapolis,
minnesota, montreal, moscow, mumbai, munich, münchen, nantes, naples, napoli, nashville, nederland, netherlands, nevada, new jersey, new york, nice, norway, norge, nürnberg, oakland, ohio, oregon,
orlando, osaka, oslo, österreich, austria, oxford, padova, paris, pennsylvania, philadelphia, phoenix, pittsburgh, poland, polska, porto, portland, portugal, prague, praha, reno, richmond, riga, riyadh, rome, roma, romania,
rotterdam, utrecht, venlo, tilburg, salt lake city, salzburg, san diego, san francisco, san jose, são paulo, sao paulo, rio de janeiro, recife, curitiba, scandinavia, scotland, seattle, seoul, sevilla, seville,
shanghai, shenzhen, singapore, spain, sparks, spanien, stockholm, strasbourg, stuttgart, sweden, sverige, switzerland, schweiz, sydney, melbourne, tampa, tel aviv, tennessee, texas, tokyo, toronto, toulouse,
trieste, turin, torino, turkey, ulm, uk, usa, us, united states, united kingdom, valencia, valparaíso, vancouver, venice, venezia, verona, vienna, wien, virginia, wales, warsaw, warszawa, washington, wisconsin, wuppertal,
zaragoza, zurich, zürich, asia, africa, america, latin america, north america, south america, emea, apac, dach, benelux, iberia, midwest, east coast, west coast, silicon valley, bay area, new england, lombardia, lombardy, veneto, toscana,
emilia romagna, emilia-romagna, catalonia, cataluña, andalucía, galicia, bogotá, santiago, monterrey, guadalajara, luxembourg, luxemburg, antwerpen, gent, ghent, brabant, limburg, rhein, ruhr, ruhrgebiet, nrw, gdansk, gdańsk, poznań, wrocław, łódź, kraków, abu dhabi, jeddah, cairo, lagos, nairobi, accra, johannesburg, cape town, passau, enns`);

/** Software, carriers of news and institutions that a mail may name without meaning its reader. */
const KNOWN_BRANDS =
  setOf(`saastr, dreamforce, logimat, ces, hannover messe, web summit, inbound, mwc, transport logistic, modex, promat, manifest, slush, sifted, cebit, ifa, gamescom, dmexco, e-world, sap, salesforce, hubspot, oracle, microsoft, excel, outlook, teams, sharepoint, dynamics, netsuite, slack, zoom, google, google maps, maps, linkedin, youtube, twitter, facebook, instagram,
tiktok, reddit, github, jira, notion, zapier, stripe, shopify, aws, azure, samsara, geotab, motive, trimble, mcleod, webfleet, volvo, scania, daimler, man, daf, iveco, mercedes, tesla, amazon, walmart, target, costco, aldi, lidl,
edeka, rewe, carrefour market, ikea, apple, chatgpt, openai, gmail, whatsapp, wall street journal, the wall street journal, new york times, financial times, bloomberg, reuters, dow jones, forbes, techcrunch, handelsblatt, der spiegel, faz, le monde, les echos, el país,
expansión, corriere della sera, il sole, gartner, forrester, mckinsey, deloitte, kpmg, pwc, stanford, harvard, mit, fedex, ups, dhl, usps, maersk, crunchbase, glassdoor, indeed, xing, trustpilot, capterra, g2, wikipedia, medium, substack,
congress, parliament, senate, bundestag, fmcsa, dot, fda, fed, opec, eu, nato, who, un, series a, series b, series c, ipo, inc, fortune, unix, windows, linux, android, ios, mac, python, java, javascript, node, react, tableau, power bi, looker, snowflake, workday, servicenow, zendesk, intercom, gong, outreach, salesloft, apollo, clay, calendly, docusign, dropbox, loom`);

/** Common given names: "does Tom still plan?" asks about a person. */
const GIVEN =
  setOf(`aaron, adam, aisha, alan, alex, alexander, alice, amanda, amy, ana, andrea, andreas, andrew, angela, anita, anna, anne, anthony, antonio, arthur, barbara, beatriz, ben, benjamin, bernd, bob, brian, bruno, carla, carlos,
carmen, caroline, catherine, charles, charlotte, chris, christian, christina, christine, christopher, claire, claudia, dan, dana, daniel, daniela, david, diana, diego, dirk, donna, elena, elizabeth, emily, emma, eric, erik, eva, felix, fernando, frank,
gabriel, george, giulia, grace, greg, gwen, hannah, hans, heather, helen, henry, ian, ingrid, isabel, jack, jacob, james, jamie, jan, jane, janet, jason, javier, jean, jeff, jennifer, jens, jessica, jim, joan, joe, johannes, john, jonas, jonathan, jordan,
jorge, jörg, josé, joseph, juan, julia, julie, karen, karin, karl, kate, katharina, katie, keith, kelly, ken, kevin, khaled, kim, klaus, larry, lars, laura, lena, leo, linda, lisa, louis, lucas, lucía, luis, luisa, luke, marc, marco, marcus, margaret,
maria, marie, mark, markus, martin, martina, mary, matt, matthew, max, maya, mara, megan, melissa, michael, michel, mike, mohamed, monica, nancy, natalie, nicole, nina, nora, oliver, olivia, omar, oscar, pablo, pat, patricia, patrick, paul, paula, pedro, peter, petra, philip,
philippe, pierre, priya, rachel, ralf, raj, rebecca, richard, rob, robert, roberto, ronald, rosa, ruben, ruth, ryan, sabine, sally, sam, samantha, sandra, sara, sarah, scott, sean, sofia, sophie, stefan, steph, stephanie, stephen, steve, steven, susan, sven, thomas, tim, tina, tom, tony,
ulrike, uwe, vera, victor, victoria, walter, wei, willem, william, wolfgang, yuki, ravi, arjun, femke, sanne, julien, paolo, giovanni, francesca, chiara, joão, miguel, rafael, tiago, piotr, anders, astrid, björn, ingrid, mehmet, ayşe, fatima, ahmed, abigail, adrian, agnes, albert, alicia, allison, alvaro, amelia, amina, andré, angus, annika, antoine, april, ashley, aurora, axel, bea, beth, betty, blake, brenda, brent, bridget, bruce, bryan, camila, cameron, carol, cecilia,
chad, cindy, clara, clara, colin, craig, curtis, damian, darren, debbie, deborah, denise, dennis, derek, diane, dominik, donald, dorothy, doug, douglas, dylan, eduardo, edward, eileen, eleanor, elias, ellen, elsa, emil, emilio, enrique, erin, ernst, esther, ethan, evelyn, fabian, fiona, florian, francis, franz, fred, gary, gemma,
georg, gerald, gina, gloria, gordon, graham, gustavo, guy, harold, harriet, harry, helena, helga, herbert, hugo, igor, inés, irene, isaac, isabella, ivan, jackie, jacqueline, jake, jasmine, jay, jeremy, jill, jochen, joel, josh, joshua, joyce, judith, jürgen, kai, katrin, kirsten, kurt, kyle, lauren, laurent, leah, lee, leon, leonardo, lewis, liam,
lorenzo, louise, luca, lucy, mandy, manuel, margot, mario, marion, martha, mateo, mathieu, matteo, maurice, melanie, mia, michelle, miriam, mohammed, molly, monique, morgan, nadia, natasha, nathan, neil, nick, nicolas, niklas, nils, noah, noel, norbert, pamela, penny, phil, phoebe, pilar, rainer, ralph, ramon, ray, renate, ricardo, rita, rodrigo,
roger, roland, roman, ron, rose, rosie, roy, russell, sabrina, salma, sebastian, sergio, shannon, sharon, sheila, silvia, simon, simone, stella, stuart, sue, tamara, tanya, ted, teresa, terry, theo, theresa, tobias, todd, tracy, trevor, tyler, ursula, valentina, valerie, vanessa, veronica, vincent, wanda, wayne, wendy, yvonne, yusuf, zoe, imani, ali, youssef, layla, wen, hiroshi, kenji`);

export const isPlace = (name: string): boolean =>
  PLACES.has(fold(name)) || name.split(' ').every((word) => PLACES.has(fold(word)));
export const isBrand = (name: string): boolean =>
  KNOWN_BRANDS.has(fold(name)) || KNOWN_BRANDS.has(fold(name.split(' ')[0] ?? ''));
/** A given name, alone or with a family name that isn't a company's word. */
export const isGivenName = (name: string): boolean => GIVEN.has(fold(name));
