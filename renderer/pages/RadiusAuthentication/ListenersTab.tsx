import type { ReactNode } from 'react';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { DiscardsSection } from './DiscardsSection.tsx';
import { ListenersForm } from './ListenersForm.tsx';

export function ListenersTab(): ReactNode {
  const listeners = useQueryOf('radiusListeners.get');
  if (listeners.data === undefined) return listeners.isError ? <QueryError query={listeners} /> : <LoadingRows />;
  return (
    <div style={{ display: 'grid', gap: 16, maxWidth: 900 }}>
      <ListenersForm answer={listeners.data} onReload={() => listeners.refetch()} />
      <DiscardsSection />
    </div>
  );
}
