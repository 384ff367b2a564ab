import { Alert, Stack } from '@mantine/core';
import { CodeBlock } from './code-block.tsx';
import { Icon } from './icons.tsx';

/** A token's secret, this once. */
export function SecretOnce({ secret }: { readonly secret: string }) {
  return (
    <Stack>
      <Alert color="sea" icon={<Icon name="attention" />} role="status">
        This secret is shown only once. Copy it now.
      </Alert>
      <CodeBlock label="Secret" code={secret} />
    </Stack>
  );
}
