"""How letters write what they name: dates, numbers, forms, companies, the Commission. No Beam."""
