import { TextInput, type TextInputProps } from '@mantine/core';

/** Takes the host of a registry's token service, which sees the secret then. */
export function TokenServiceField(props: TextInputProps) {
  return (
    <TextInput
      label="Token service"
      description="Only if another host issues the registry’s tokens. The secret is also sent there, so name only a host that you trust with it."
      placeholder="auth.example.org"
      autoComplete="off"
      {...props}
    />
  );
}

/** What is sent of such a field: nothing where it is empty. */
export function tokenServiceIn(text: string): { readonly tokenService?: string } {
  const tokenService = text.trim();
  return tokenService === '' ? {} : { tokenService };
}
