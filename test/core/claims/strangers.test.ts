import { describe, expect, it } from 'vitest';
import { flagsOf } from './given.ts';

const companies = (text: string) =>
  flagsOf(`Hi Dana,\n${text}`).filter(({ code }) => code === 'claims.company');

describe('another company', () => {
  it.each([
    'Flour is dear. With your shops all over Kent, Crumb & Crust is exactly the kind of baker we built it for.',
    'Orders like yours are rising. Our planner would let Redstone Haulage answer customers in minutes.',
    'I read the Redstone Haulage careers page last night. You want three planners, and I know why.',
    'Thank you for downloading our guide. I wonder if Redstone is still planning by hand.',
    'Your colleague Amy suggested I write to you about how Redstone Haulage books docks.',
    'Last week you told me that Redstone loses a day a month to detention.',
    'As agreed, I attach the plan for Redstone Haulage. Tell me what is missing.',
    'With four depots, Redstone Haulage must spend hours on the phone.',
    'I would be proud to count Redstone Haulage among our customers.',
    'Is Redstone Haulage still hiring planners? If so, I can help your team.',
    'Do you enjoy your new job at Redstone?',
    'The new Redstone Haulage depot looks great.',
    'What would your team say if Redstone Haulage could plan a day ahead?',
    'Für die Rotstein Spedition hätte ich eine Idee. Haben Sie Zeit?',
    "J'ai vu que Transports Rochefort recrute. Avez-vous un moment ?",
    'Votre équipe chez Transports Rochefort grandit.',
    'He visto que Transportes Piedra abre un almacén. ¿Hablamos?',
    'Ho letto che Trasporti Pietra apre un magazzino. Ne parliamo?',
    'Vi que a Transportes Pedra abriu um armazém. Podemos falar?',
    'Ik las dat Transport Roodsteen een nieuw magazijn opent. Heb je tijd?',
    'I hope that things at RedStone are calm again.',
    'RedStone, from what I see on your site, plans by hand.',
    'My notes say: Redstone Haulage, 40 trucks, you plan in a spreadsheet.',
    "We'd love to have Redstone Haulage join the pilot.",
    'I think the world of what Redstone Haulage is doing with its drivers.',
  ])("stands in the place of the reader's: %s", (text) => {
    expect(companies(text)).not.toEqual([]);
  });

  it.each([
    'Redstone Haulage told us it saved a day a week. Might that be of use to you?',
    'A planner at Redstone Haulage pointed me to you.',
    'Amy Stone of Redstone Haulage said I should write to you.',
    'You compete with Redstone Haulage on the Memphis lane, I think.',
    'Is Redstone Haulage a competitor of yours?',
    'I used to plan for Redstone Haulage, so I know the trade.',
    'The Redstone Haulage story is on our site.',
    'Have you heard how Redstone Haulage did it? They plan with us.',
    'Redstone Haulage has planned with our tool since May.',
    'Do you still lease trucks from Redstone Leasing?',
    'Your supplier Redstone Tyres raised prices, I read.',
    'I saw you on the panel with Redstone Haulage in Austin.',
    'Your load for Redstone Stores was late, I heard.',
    'Did the Redstone Haulage bankruptcy bring you new loads?',
    'Are you going to Transport World in Lyon?',
    'We are based in Salt Lake City, near Temple Square.',
    'I wrote to Priyanka Shah and was sent to you.',
    'My boss, Kwame Osei, will join us.',
    'The Clean Freight Act changes how you plan.',
    'Merry Christmas and a Happy New Year to you!',
    'On Boxing Day your drivers rest, I hope.',
    'Our Key Account Manager will call you.',
    'Do you use Red Prairie or Blue Yonder?',
    'Microsoft Dynamics exports are easy to read.',
    'Unser Kunde Rotstein Spedition plant damit. Wäre das etwas für Sie?',
    'Im Raum Bad Homburg fahren Sie viel, denke ich.',
    'Chez Transports Rochefort, on planifie avec nous. Et vous ?',
    'Transportes Piedra planifica con nosotros. ¿Y ustedes?',
    'El Puerto de Valencia cierra el lunes. ¿Les afecta?',
    'La Camera di Commercio ha un bando per voi.',
    'Your Fleet Manager job ad says you plan by hand.',
    'I read your post on Supply Chain Dive.',
    'Route 66 is closed near Santa Rosa this week.',
    'Big Data and Machine Learning aside, our planner is simple.',
  ])('may be spoken of: %s', (text) => {
    expect(companies(text)).toEqual([]);
  });

  it.each([
    'Did you see that Redstone Haulage has moved to phones? Would Acme like that?',
    'Redstone Haulage opened across the street. Did drivers leave Acme Freight?',
  ])("may be spoken of where the reader's is named, too: %s", (text) => {
    expect(companies(text)).toEqual([]);
  });
});
