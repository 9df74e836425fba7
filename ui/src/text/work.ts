// Long work on its way, in words.

import type { ReachedView } from '../wire'

const stages: Record<string, string> = {
  reading: 'Reading',
  backing_up: 'Making a backup first',
  copying: 'Copying',
  checking: 'Opening the copy and looking at all of it',
  judging: 'Judging the months',
  storing: 'Storing',
  writing: 'Making the files',
}

export const workText = {
  cancel: 'Cancel',
  stopping: 'Stopping',
  judging: 'Judging the months',
  tooLate: 'It is too late to cancel: the last step is being done.',
}

/** What is being done now; before it is known, what was asked for. */
export const stageOf = (at: ReachedView | null, asked: string) => (at && stages[at.stage]) ?? asked
