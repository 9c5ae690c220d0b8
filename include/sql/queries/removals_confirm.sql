-- A person confirms that the :expected listings that the source :slug no longer lists are gone: as the service does it.
select jatre.removals_confirm_v1(:slug, :expected, :by, :reason)
