actor_kind = $actor_kind
