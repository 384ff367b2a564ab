import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import type { Service } from './services.ts';

interface SecretFieldProps extends PasswordInputProps {
  readonly service: Service;
}

/** Takes what a service gives to those who may read there. */
export function SecretField({ service, ...props }: SecretFieldProps) {
  return (
    <PasswordInput
      label={service.field}
      description={`${service.advice} Stored encrypted and never shown again.`}
      placeholder={service.placeholder}
      autoComplete="off"
      required
      {...props}
    />
  );
}
