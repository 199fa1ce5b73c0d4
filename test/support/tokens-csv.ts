/** Six-column CSV of demo tokens, all with one seed: `user0`, `S0` and so on. */
export function tokensCsv(count: number, seedBase32: string): string {
  const rows = Array.from({ length: count }, (_, i) => `user${i},S${i},${seedBase32},30,Demo,Demo`);
  return `upn,serial number,secret key,time interval,manufacturer,model\n${rows.join('\n')}\n`;
}
