import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Icon } from './icons.tsx';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for those who do not see where the button is: `the token`. */
  readonly what: string;
}

/** Copies a text, and says that it did; or that the browser does not let it, as without TLS. */
export function CopyButton({ value, what }: CopyButtonProps) {
  const { copied, error, copy } = useClipboard({ timeout: 2000 });
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon name={copied ? 'done' : 'copy'} size={14} />}
      onClick={() => copy(value)}
    >
      <span aria-live="polite">
        {error ? 'Copying is blocked: select it instead' : copied ? 'Copied' : 'Copy'}
      </span>
      <VisuallyHidden>&nbsp;{what}</VisuallyHidden>
    </Button>
  );
}
