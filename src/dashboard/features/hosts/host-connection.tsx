import { Alert, Code, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/schema.ts';
import { CodeBlock } from '../../components/code-block.tsx';

/** Where a host is, and what it is known by. */
export function HostConnection({ host }: { readonly host: Schema['Host'] }) {
  const { address = '', port, transport, fingerprint, certificate, warnings = [] } = host;
  return (
    <Stack gap="sm">
      <Fact name="Address">
        <Code>{address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`}</Code> over{' '}
        {transport === 'ssh' ? 'SSH' : 'TLS'}
      </Fact>
      <SshFacts host={host} />
      {fingerprint && (
        <Fact name="Pinned key of the TLS endpoint (SHA-256)">
          <Fingerprint value={fingerprint} />
        </Fact>
      )}
      {warnings.map((text) => (
        <Alert key={text} color="yellow" variant="light">
          {text}
        </Alert>
      ))}
      {certificate && (
        <Text component="details" size="sm">
          <summary>The CA’s certificate</summary>
          <CodeBlock label="Certificate" code={certificate.trim()} />
        </Text>
      )}
    </Stack>
  );
}

function SshFacts({ host }: { readonly host: Schema['Host'] }) {
  const { user, hostKey, hostKeyType, target, authorizedKeysLine } = host;
  if (!user || !hostKey || !target || !authorizedKeysLine) return null;
  return (
    <>
      <Fact name="User">{user}</Fact>
      <Fact name="Reaches">
        {target.type === 'sockets' ? (
          <>
            the sockets in <Code>{target.path}</Code>
          </>
        ) : (
          `the TLS endpoint on port ${target.port}`
        )}
      </Fact>
      <Fact name={`Pinned SSH host key (${hostKeyType})`}>
        <Fingerprint value={hostKey} />
      </Fact>
      <CodeBlock label="Line for authorized_keys" code={authorizedKeysLine} />
    </>
  );
}

/** A fingerprint, which breaks where it has to. */
export function Fingerprint({ value }: { readonly value: string }) {
  return <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
