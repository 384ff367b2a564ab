import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import { answerDevice, findDevice } from '../../api/devices.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { PageHeader } from '../../components/page-header.tsx';

/** Allows a program without a browser, as `fulmar login`, by the code that it shows. */
export function DevicePage() {
  const finding = useMutation({ mutationFn: findDevice });
  const answering = useMutation({ mutationFn: answerDevice });
  const { data: device } = finding;
  return (
    <>
      <PageHeader
        title="Sign in a program"
        about="A program on another machine shows a code. Enter it here to give the program a token."
      />
      <Stack maw={480}>
        {answering.isSuccess ? (
          <Text role="status">
            {answering.variables.allow
              ? 'Allowed. The program continues by itself; its token is listed under Tokens.'
              : 'Denied. The program gets no token.'}
          </Text>
        ) : device ? (
          <Asked
            device={device}
            isBusy={answering.isPending}
            error={answering.error}
            answer={(allow) => answering.mutate({ code: device.code, allow })}
          />
        ) : (
          <CodeForm
            isBusy={finding.isPending}
            error={finding.error}
            find={(code) => finding.mutate(code)}
          />
        )}
      </Stack>
    </>
  );
}

interface CodeFormProps {
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly find: (code: string) => void;
}

/** A code of the address is filled in, and has to be looked at all the same. */
function CodeForm({ isBusy, error, find }: CodeFormProps) {
  const code = new URLSearchParams(useSearch()).get('code') ?? '';
  const form = useForm({ initialValues: { code } });
  return (
    <form onSubmit={form.onSubmit((values) => find(values.code))}>
      <Stack>
        <TextInput
          label="Code"
          description="Eight letters. Enter only a code that you see on your own machine."
          placeholder="BCDF-GHJK"
          autoComplete="off"
          required
          maxLength={20}
          {...form.getInputProps('code')}
        />
        <ErrorAlert error={error} />
        <Button type="submit" loading={isBusy}>
          Go on
        </Button>
      </Stack>
    </form>
  );
}

interface AskedProps {
  readonly device: Schema['Device'];
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly answer: (allow: boolean) => void;
}

function Asked({ device, isBusy, error, answer }: AskedProps) {
  const { client, code, address, scopes, tokenPeriod } = device;
  return (
    <Stack>
      <Text style={{ overflowWrap: 'anywhere' }}>
        <b>{client}</b> asks from {address} for a token of your account, which ends after{' '}
        {tokenPeriod}. Its code is <b style={{ whiteSpace: 'nowrap' }}>{code}</b>. It may then use:
      </Text>
      <List>
        {scopes.map((scope) => (
          <List.Item key={scope}>
            <code>{scope}</code>
          </List.Item>
        ))}
      </List>
      <ErrorAlert error={error} />
      <Group>
        <Button onClick={() => answer(true)} loading={isBusy}>
          Allow
        </Button>
        <Button variant="default" onClick={() => answer(false)} disabled={isBusy}>
          Refuse
        </Button>
      </Group>
    </Stack>
  );
}
