import { useCallback, useEffect, useState } from 'preact/hooks';
import type { MetricsBy } from '../../core/schema/metrics.ts';
import type { Reply } from '../../messages/channel.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { type Answer, useAnswer } from '../../ui/use-answer.ts';

export type Told = Reply<PagesToWorker, 'metrics'>;

/** What is asked for: all together, and told apart. */
export type Asked = {
  weeks: number;
  by: MetricsBy;
  workflowId: string;
  space: string | undefined;
};

export type Figures = {
  /** all together, and told apart as asked for */
  whole: Told;
  split: Told;
  /** seen before, and shown until the gate has answered */
  kept: boolean;
};

/** The figures of now; until the gate has said them, those that this browser saw last. */
export function useFigures(ask: Ask, hear: Hear, asked: Asked): Answer<Figures> {
  const { weeks, by, workflowId, space } = asked;
  const question = JSON.stringify([weeks, by, workflowId, space]);
  const both = useCallback(
    <T>(
      one: (payload: { weeks: number; by: MetricsBy; workflowId?: string; space?: string }) => T,
    ) => {
      const all = { weeks, ...(workflowId ? { workflowId } : {}), ...(space ? { space } : {}) };
      return Promise.all([one({ ...all, by: 'all' }), by === 'all' ? null : one({ ...all, by })]);
    },
    [weeks, by, workflowId, space],
  );
  const get = useCallback(async () => {
    const [whole, split] = await both((payload) => ask('metrics', payload));
    return { question, whole, split: split ?? whole };
  }, [ask, both, question]);
  const [answer] = useAnswer(get, hear);
  const [kept, setKept] = useState<{ question: string; whole: Told; split: Told }>();
  useEffect(() => {
    let wanted = true;
    both((payload) => ask('metrics.kept', payload)).then(
      ([whole, split]) => {
        if (!wanted || !whole.figures || (split && !split.figures)) return;
        const told = (figures: Told['figures']): Told => ({ manager: true, figures });
        setKept({ question, whole: told(whole.figures), split: told((split ?? whole).figures) });
      },
      // The gate's answer comes all the same, or says why there is none.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ask, both, question]);
  const isNow = answer.state === 'ready' && answer.value.question === question;
  if (kept?.question === question && !isNow && answer.state !== 'failed')
    return { state: 'ready', value: { ...kept, kept: true } };
  return answer.state === 'ready'
    ? { state: 'ready', value: { ...answer.value, kept: false } }
    : answer;
}
