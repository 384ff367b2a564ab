import { useClipboard } from '@mantine/hooks';
import { Icon } from '../../components/icons.tsx';
import classes from './unikernels.module.css';

const shown = 12;

/** The beginning of an image's digest; the whole is copied. */
export function Digest({ digest }: { readonly digest: string }) {
  const { copied, copy } = useClipboard();
  const short = digest.slice(0, shown);
  return (
    <span className={classes.digest}>
      <code title={digest}>{short}</code>
      <button
        type="button"
        className={classes.copy}
        aria-label={copied ? 'Copied' : `Copy the digest ${short}`}
        onClick={() => copy(digest)}
      >
        <Icon name={copied ? 'done' : 'copy'} size={14} />
      </button>
    </span>
  );
}
