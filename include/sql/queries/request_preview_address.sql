-- Ask what the address :address would bring. The request; null when it was not taken.
select jatre.address_preview_v1(:address, :by)
