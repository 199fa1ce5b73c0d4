import { z } from 'zod';
import { userFilterShape, userPlaceShape } from '../../parts/user-list-search.ts';

export const usersSearch = z.object({ ...userFilterShape, ...userPlaceShape });
