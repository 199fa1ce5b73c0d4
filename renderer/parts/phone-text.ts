/** A telephone number as it is read: "+31 612345678 x12"; empty without a number. */
export function phoneText(countryCode: string, phone: string, extension: string): string {
  if (phone === '') return '';
  const code = countryCode === '' ? '' : `+${countryCode} `;
  return `${code}${phone}${extension === '' ? '' : ` x${extension}`}`;
}
