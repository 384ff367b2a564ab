import { Button, Group, PasswordInput, type PasswordInputProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorAlert } from '../../components/error-alert.tsx';

interface PasswordActProps extends PasswordInputProps {
  /** The word on the button. */
  readonly act: string;
  readonly saving: { readonly error: unknown; readonly isPending: boolean };
  /** Whether there is nothing to be saved. */
  readonly unchanged: boolean;
  /** What is said once it is saved. */
  readonly children: ReactNode;
}

/** The end of a form that changes what only its owner may: the password, and the button that saves. */
export function PasswordAct(props: PasswordActProps) {
  const { act, saving, unchanged, children, ...field } = props;
  return (
    <>
      <PasswordInput autoComplete="current-password" required {...field} />
      <ErrorAlert error={saving.error} />
      <Group>
        <Button type="submit" variant="default" loading={saving.isPending} disabled={unchanged}>
          {act}
        </Button>
        {children}
      </Group>
    </>
  );
}
