import { Anchor, List, Text } from '@mantine/core';
import type { Service } from './services.ts';

/** How to make a credential that may do no more than it has to, and how to be rid of it. */
export function CredentialSteps({ service: { name, steps, page } }: { readonly service: Service }) {
  return (
    <details>
      <summary>How to create one</summary>
      <List type="ordered" size="sm" mt="xs" spacing={4}>
        {steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      {page && (
        <Text size="sm" mt="xs">
          <Anchor href={page} target="_blank" rel="noreferrer" underline="always">
            Tokens at {name}
          </Anchor>
        </Text>
      )}
    </details>
  );
}
