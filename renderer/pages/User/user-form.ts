import type { UseFormReturnType } from '@mantine/form';
import type { UserFormValues } from './convert.ts';

/** The form of a user, as its fields get it. */
export type UserForm = UseFormReturnType<UserFormValues>;
