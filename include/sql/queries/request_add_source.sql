-- Ask for the source of the preview :preview to be added. The request; null when it was not taken.
select jatre.source_add_v1(:preview, :name, :official, :by)
