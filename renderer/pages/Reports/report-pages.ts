/** The reports, in the order of the gallery. */
export const REPORT_PAGES = [
  { key: 'authentications', to: '/reports/authentications' },
  { key: 'user-summary', to: '/reports/user-summary' },
  { key: 'denials-by-reason', to: '/reports/denials-by-reason' },
  { key: 'success-rate', to: '/reports/success-rate' },
  { key: 'busiest-hours', to: '/reports/busiest-hours' },
] as const;
export type ReportKey = (typeof REPORT_PAGES)[number]['key'];
