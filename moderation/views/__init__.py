"""The doors of moderation, divided by what people come to do."""
