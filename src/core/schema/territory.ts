import * as z from 'zod/mini';
import { line } from './scalars.ts';

const list = (max: number) =>
  z.optional(z.array(line(max)).check(z.minLength(1), z.maxLength(500)));

/**
 * A territory and whose it is. What it names has to fit all at once (country DE *and* segment enterprise),
 * of each list one. So it names at least one thing: a territory of everything would be nobody's.
 */
export const Territory = z
  .strictObject({
    name: line(120),
    /** whose it is: a name or an address, as records and mailboxes say it */
    owner: line(200),
    /** others who may act in it */
    team: z.optional(z.array(line(200)).check(z.minLength(1), z.maxLength(50))),
    /** ISO 3166 codes or English names: `DE` is `Germany` */
    countries: list(100),
    regions: list(100),
    segments: list(100),
    /** beginnings of postal codes, without spaces or hyphens: `80`, `SW1` */
    postal: list(20),
    /** domains of companies, and what is below them */
    domains: list(253),
  })
  .check(
    z.refine(
      ({ countries, regions, segments, postal, domains }) =>
        [countries, regions, segments, postal, domains].some((one) => one !== undefined),
      'a territory names countries, regions, segments, postal codes or domains',
    ),
  );
export type Territory = z.infer<typeof Territory>;

/** The first that fits decides, so that a list of named companies may stand before the country they are in. */
export const Territories = z.array(Territory).check(
  z.minLength(1),
  z.maxLength(300),
  z.refine(
    (all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length,
    'two territories have one name',
  ),
);

/** Where a buyer belongs, as the agent read it in the system of record. */
export const BuyerFacts = z.strictObject({
  /** an ISO 3166 code or the English name */
  country: z.optional(line(100)),
  /** state, province, part of the world: whatever territories are cut by */
  region: z.optional(line(100)),
  postalCode: z.optional(line(20)),
  segment: z.optional(line(100)),
  /** of the company, where the content has no address of it */
  domain: z.optional(line(253)),
});
export type BuyerFacts = z.infer<typeof BuyerFacts>;
