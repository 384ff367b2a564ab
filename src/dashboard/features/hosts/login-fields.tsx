import { Button, Group, Input, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { makeSshKey } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ChoiceField } from './choice-field.tsx';
import { PemField } from './pem-field.tsx';
import type { LoginValues } from './ssh-host-values.ts';

interface LoginFieldsProps {
  readonly values: LoginValues;
  readonly errors: Partial<Record<string, ReactNode>>;
  /** What the key is let to on the host. */
  readonly target: Schema['MakeSshKey']['target'];
  /** The key that was made here, if one was. */
  readonly made: Schema['SshKey'] | null;
  onChange(field: keyof LoginValues, value: string): void;
  onMade(key: Schema['SshKey']): void;
}

/** What logs in on a host: a key that is made here and never leaves, or one that is given. */
export function LoginFields(props: LoginFieldsProps) {
  const { values, errors, target, made, onChange, onMade } = props;
  return (
    <Stack gap="sm">
      <ChoiceField
        label="The key that logs in"
        value={values.keyFrom}
        onChange={(from) => onChange('keyFrom', from)}
        data={[
          { value: 'here', label: 'Made by Fulmar' },
          { value: 'own', label: 'One of yours' },
        ]}
      />
      {values.keyFrom === 'here' && (
        <MadeKey target={target} made={made} error={errors.keyFrom} onMade={onMade} />
      )}
      {values.keyFrom === 'own' && (
        <>
          <PemField
            label="Private key"
            description="In OpenSSH’s format or PEM. It is kept encrypted, and never shown again."
            value={values.privateKey}
            error={errors.privateKey}
            onChange={(text) => onChange('privateKey', text)}
            onText={(text) => onChange('privateKey', text)}
          />
          <PasswordInput
            label="Its passphrase"
            description="Where it has one. It is not kept."
            autoComplete="off"
            value={values.passphrase}
            error={errors.passphrase}
            onChange={(event) => onChange('passphrase', event.currentTarget.value)}
          />
        </>
      )}
    </Stack>
  );
}

interface MadeKeyProps extends Pick<LoginFieldsProps, 'target' | 'made' | 'onMade'> {
  readonly error: ReactNode;
}

function MadeKey({ target, made, error, onMade }: MadeKeyProps) {
  const making = useMutation({ mutationFn: () => makeSshKey({ target }), onSuccess: onMade });
  if (made) {
    return (
      <Stack gap={6} role="status">
        <CodeBlock label="Line for authorized_keys" code={made.authorizedKeysLine} />
        <Text size="xs" c="dimmed">
          Enter it on the host, in <code>~/.ssh/authorized_keys</code> of that user. It lets the key
          to albatross and to nothing else. The private key stays on the server.
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap={6} align="flex-start">
      <Group gap="sm">
        <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
          Make a key
        </Button>
        <Text size="sm" c="dimmed">
          Then comes a line to enter on the host.
        </Text>
      </Group>
      {error && <Input.Error role="alert">{error}</Input.Error>}
      <ErrorAlert error={making.error} />
    </Stack>
  );
}
