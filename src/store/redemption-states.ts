/*
 * One row for each clearance that this device has tried to redeem, written before the gate is asked:
 *
 *   asked ──┬── gate said yes ──▶ released ── page says what became of it ──▶ reported ── a week ──▶ (gone)
 *           ├── gate said no ───▶ (deleted)
 *           └── answer lost, or the worker died ──▶ lost ── gate asked what became of it ──▶ (deleted)
 *
 * `lost`: the gate may hold it as redeemed, but nothing left this browser, since a page fires only
 * on a yes. That is what is reported. `reported` stays a while, as the page's own undo may follow.
 */
export type RedemptionRow = {
  clearanceId: string;
  proposalId: string;
  state: 'asked' | 'released' | 'reported' | 'lost';
  dispatchId?: string;
  /** milliseconds of this device's clock */
  at: number;
};
