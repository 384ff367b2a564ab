import { Button, CopyButton as Copying, VisuallyHidden } from '@mantine/core';
import { Icon } from './icons.tsx';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for those who do not see where the button is: `the token`. */
  readonly what: string;
}

/** Copies a text, and says that it did. */
export function CopyButton({ value, what }: CopyButtonProps) {
  return (
    <Copying value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name={copied ? 'done' : 'copy'} size={14} />}
          onClick={copy}
        >
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
          <VisuallyHidden>&nbsp;{what}</VisuallyHidden>
        </Button>
      )}
    </Copying>
  );
}
