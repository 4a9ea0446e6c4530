/** GET /api/waves/choices: what ready orders can be chosen by besides their own fields. */
export interface WaveChoices {
  /** Each channel's carrier: the one that the channel names (`settings.carrier`), else the house's own. */
  carriers: Record<string, string>;
  /** Free pieces of each ordered SKU in bins that may be picked, by zone. */
  free: Record<string, Record<string, number>>;
}
