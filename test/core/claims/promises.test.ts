import { describe, expect, it } from 'vitest';
import { flagsOf } from './given.ts';

const promises = (text: string) =>
  flagsOf(`Hi Dana,\n${text}`).filter(({ code }) => code === 'claims.commitment');

describe('a promise', () => {
  it.each([
    'We can do 15 percent if you sign this month.',
    'Sign by Friday and the setup costs you nothing.',
    'You get the first quarter without paying.',
    'We will train all your dispatchers within two weeks.',
    'Our technicians will install the gates before 1 March.',
    'Your price stays the same for three years.',
    'If the planner does not save you an hour a day, we pay you back.',
    'I am authorised to give you ten percent.',
    'For Acme we would charge 400 euros a month.',
    'That comes to $4,800 a year, all in.',
    "We'll match any quote you get.",
    'We guarantee an uptime of 99.95 %.',
    'You can leave the contract whenever you like.',
    'Wir geben Ihnen 10 % Nachlass auf die Lizenz.',
    'Wir liefern die Scanner bis zum 15. Januar.',
    'Die Einrichtung kostet Sie nichts.',
    'Nous vous offrons trois mois.',
    'Nous installons tout avant le 15 janvier.',
    'Le prix serait de 900 € par mois.',
    'Instalaremos todo antes del 15 de enero.',
    'Le ofrecemos un 10 % de descuento.',
    'Vi diamo tre mesi gratis.',
    'Wij installeren alles binnen twee weken.',
    'I will add two extra licences at no charge.',
    'We commit to answering each ticket within an hour.',
    'The pilot is free, and you can stop at any time.',
    'We would take full responsibility for any fines.',
    "As a thank-you, I'll send you a $50 gift card.",
    'The price for the year: $9,600.',
    'Your data will be deleted within 30 days, you have my word.',
    'We will hold this price for you until the end of June.',
    'I can extend your trial by a month.',
    'Delivery takes two weeks, not a day more.',
  ])('is found: %s', (text) => {
    expect(promises(text)).not.toEqual([]);
  });

  it.each([
    'How do you guarantee on-time delivery to Walmart today?',
    'Your customers get free returns, I saw.',
    'Carriers charge $75 an hour for detention.',
    'Detention costs carriers like you $1.1 billion a year.',
    'Our customer Globex saved $40,000 in a year.',
    "I can't promise anything, but it may be worth ten minutes.",
    "We don't do discounts, and I will tell you why.",
    'I will call you within two days.',
    'We will be in Memphis on 4 December; may I come by?',
    'We can meet on Tuesday or Wednesday.',
    "I'll send you the recording by Friday.",
    'What discount do your carriers give you?',
    'Feel free to forward this to a colleague.',
    'I have a free slot on Tuesday.',
    'Your contract with Globex ends in March, I believe.',
    'Is your rate locked in until the end of the year?',
    'They promised us a lot and delivered little.',
    'I promise not to write again.',
    'We will show you in 15 minutes how it works.',
    'Diesel is up 4 % since March.',
    'Your free shipping offer is bold.',
    'My colleague handles pricing and can send you a quote.',
    'Walmart fines late trucks 3 % of the invoice.',
    'Wie viel Rabatt geben Ihnen Ihre Spediteure?',
    'Ich kann Ihnen nichts versprechen.',
    'Unser Kunde hat 20 % gespart.',
    'Quel tarif vos transporteurs vous font-ils ?',
    'Nous serons à Lyon le 4 décembre.',
    'Estaremos en Madrid el 4 de diciembre.',
    'Le escribiré antes del viernes.',
    'We help fleets cut empty miles.',
    'We plan routes in two minutes.',
    'Drivers get two days off after a long run.',
    'Is there a budget of about $20,000 for this?',
    'You mentioned a budget of $500 a month.',
    'You asked whether there is a discount; Jonas will get back to you on that.',
    'The new law gives shippers 30 days to pay.',
    'Your warranty team must be busy.',
    'Planning takes your team two days a week, you said.',
    'A refund policy like yours is rare.',
  ])('is not in: %s', (text) => {
    expect(promises(text)).toEqual([]);
  });

  it('is marked with what is promised', () => {
    const [flag] = promises('I promise that your line will lose no more than two hours.');
    expect(flag?.span?.text).toContain('lose no more than two hours');
  });
});
