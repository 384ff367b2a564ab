import {
  PasswordInput,
  type PasswordInputProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { shortestPassword } from '../format/passwords.ts';

/** The e-mail address of an account. */
export function EmailField(props: TextInputProps) {
  return <TextInput label="E-mail address" type="email" autoComplete="email" required {...props} />;
}

/** A password that is to be set. */
export function NewPasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="New password"
      description={`${shortestPassword} characters or more`}
      autoComplete="new-password"
      required
      {...props}
    />
  );
}
