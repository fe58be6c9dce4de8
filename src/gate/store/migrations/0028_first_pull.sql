-- A device's first pull of the feed (store/feed-page.ts) tells all that isn't done, and of what is only the newest:
-- with a year behind a workspace it would read a million items that left long ago.

create index proposals_not_done on proposals (workspace_id, moved_xid, moved_id)
  where state <> 'executed';
