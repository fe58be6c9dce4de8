import { describe, expect, it } from 'vitest';
import { claim, flagsOf } from './given.ts';

/** What the mail says, what the evidence says, and whether that leaves it unsupported. */
const FACTS: readonly [said: string, evidence: string, flagged: boolean][] = [
  ['You raised $12M in March.', 'Acme raised €12 million in March.', true],
  ['You raised 12 million dollars.', 'Acme raised $12M.', false],
  ['Your depot in Reno opened in March.', 'The Reno depot opened in May.', true],
  ['Your depot in Reno opened in May.', 'The Reno depot opened in May 2026.', false],
  ['Your revenue grew in Q3, I read.', 'Revenue grew in Q2 2026.', true],
  ['Could we start in March?', 'The Reno depot opened in May.', false],
  ['You have a 40-truck fleet.', 'Acme runs 40 trucks.', false],
  ['You have a 60-truck fleet.', 'Acme runs 40 trucks.', true],
  ['Half a million parcels a year is a lot.', 'Acme handles 500,000 parcels a year.', false],
  ['Half a million parcels a year is a lot.', 'Acme handles 300,000 parcels a year.', true],
  ['One and a half million parcels a year.', 'Acme handles 1.5 million parcels a year.', false],
  ['Your dock in Reno closes at 6 pm.', 'The Reno dock closes at 4 pm.', true],
  ['Ihr Lager schließt um 18 Uhr.', 'Das Lager schließt um 16 Uhr.', true],
  ['A dozen depots is a lot to plan.', 'Acme has 12 depots.', false],
  ['A dozen depots is a lot to plan.', 'Acme has 9 depots.', true],
  ['You run four shifts.', 'Acme runs three shifts.', true],
  ['You run 4 shifts.', 'Acme runs four shifts.', false],
  ['Could I have fifteen minutes?', 'Acme loads a truck in forty minutes.', false],
  ['I have two ideas for you.', 'Acme has three depots.', false],
  ['Your team of nine planners does this.', 'The team has nine planners.', false],
  ['It takes your team 2 days to answer.', 'It takes 48 hours to answer.', false],
  ['Wages rose 1.5 %.', 'Wages rose 1,5 %.', false],
  ['Ihr Umsatz stieg auf 4,2 Mio. Euro.', 'Umsatz: 4.200.000 €', false],
  ['Ihr Umsatz stieg auf 4,2 Mio. Euro.', 'Umsatz: 2.400.000 €', true],
  ['Since 1998 you have moved freight.', 'Founded in 1989.', true],
  ['In the nineties you started small.', 'Founded in 1989.', false],
  ['You cut waste by two thirds.', 'Waste fell by 66 %.', false],
  ['You cut waste by two thirds.', 'Waste fell by a third.', true],
  ['Since your second warehouse opened...', 'Acme opened its third warehouse.', true],
  ['On second thought, a short call?', 'Acme opened its third warehouse.', false],
  ['Congratulations on your 25th anniversary!', 'Acme turned 20 this year.', true],
  ['Congratulations on 25 years!', 'Acme was founded 25 years ago.', false],
  ['I will call on Tuesday the 24th at 3.', 'Acme has 12 depots.', false],
  ['Sie haben 1.200 Mitarbeiter.', '1200 Mitarbeiter', false],
  ['You doubled your fleet.', 'The fleet grew from 20 to 40 trucks.', false],
  ['You save about 20 minutes a stop.', 'Drivers save 20 minutes per stop.', false],
  ['Three of your four depots are on it.', 'Three out of four depots use it.', false],
  ['Nine out of ten customers renew.', '85 % of customers renew.', true],
  ['Nine out of ten customers renew.', '90 % of customers renew.', false],
  ['Dallas alone ships 400 pallets a week.', 'Dallas ships 400 pallets a month.', true],
  ['In a survey 7 in 10 said so.', '70% of respondents said so.', false],
  ['Last year you shipped 3 tons.', 'It shipped 3,000 kg.', false],
  ['Hundreds of trucks leave your yard.', 'Acme runs 30 trucks.', true],
  ['Dozens of drivers left.', '25 drivers left.', false],
  ['Your 2025 report is out.', 'Annual report 2024.', true],
  ['Your 300+ drivers deserve better.', 'Acme has 320 drivers.', false],
  ['Your 300+ drivers deserve better.', 'Acme has 210 drivers.', true],
];

describe('a fact is compared with its evidence by value, unit, rate and ratio', () => {
  it.each(FACTS)('%j of %j: flagged is %j', (said, evidence, flagged) => {
    const flags = flagsOf(`Hi Dana,\n${said}`, { claims: [claim(evidence)] }).filter(
      ({ code }) => code === 'claims.unsupported',
    );
    expect(flags.length > 0).toBe(flagged);
  });
});
