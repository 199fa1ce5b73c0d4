/** Codes as an operator types them: with spaces between the groups of digits. */
export function plainOtp(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '');
}

export function isOtpOf(typed: string, digits: number): boolean {
  return new RegExp(`^\\d{${digits}}$`).test(plainOtp(typed));
}
