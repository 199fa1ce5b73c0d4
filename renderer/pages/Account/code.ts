import { operatorCodeSchema } from '../../../shared/schemas/operator.ts';

/** Apps show "123 456": what is typed that way is a code too. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/\s/g, '');
}

export function isOperatorCode(typed: string): boolean {
  return operatorCodeSchema.safeParse(typed).success;
}
