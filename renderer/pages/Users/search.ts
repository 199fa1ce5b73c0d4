import { z } from 'zod';
import { userFilterShape, userPagingShape } from '../../parts/user-list-search.ts';

export const usersSearch = z.object({ ...userFilterShape, ...userPagingShape });
