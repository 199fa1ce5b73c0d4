import { z } from 'zod';
import { textParameter } from '../../ui/search-schema.ts';

export const helpSearch = z.object({ search: textParameter() });
