import type { UseFormReturnType } from '@mantine/form';
import type { GatewayValues } from './gateway-values.ts';

export type GatewayForm = UseFormReturnType<GatewayValues>;
